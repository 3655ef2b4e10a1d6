using System.Net;

namespace Assistant.Channels.BotFramework.Outbound.Connector;

/// <summary>What came of a request.</summary>
/// <param name="Status">Null when there was no response.</param>
internal sealed record ConnectorAnswer(SendResult Result, HttpStatusCode? Status = null)
{
    public ConnectorAnswer(SendResult result, HttpStatusCode status, byte[] body)
        : this(result, status) => Body = body;

    /// <summary>Empty unless it was taken.</summary>
    public byte[] Body { get; } = [];
}

/// <param name="Value">Null unless the outcome is <see cref="SendOutcome.Sent"/>.</param>
internal sealed record ConnectorRead<T>(SendResult Result, T? Value)
    where T : class;
