using System.Text.Json;

namespace Assistant.Channels.BotFramework.Outbound.Connector;

/// <summary>Why a connector refuses, in its own words: <c>{"error":{"code":"BotNotInConversationRoster","message":"…"}}</c>.</summary>
internal sealed record ConnectorFault(ConnectorError? Error)
{
    private static readonly HashSet<string> s_gone = new(StringComparer.OrdinalIgnoreCase) { "BotNotInConversationRoster", "ConversationNotFound" };

    // One code stands for all that can be wrong with a stream; this is Teams' sentence for its Stop button.
    private const string StreamRefused = "ContentStreamNotAllowed", ByReader = "canceled by user";

    public bool IsGone => Error?.Code is { } code && s_gone.Contains(code);

    public bool IsStopped => Error is { Code: { } code, Message: { } message } && code.Equals(StreamRefused, StringComparison.OrdinalIgnoreCase) && message.Contains(ByReader, StringComparison.OrdinalIgnoreCase);

    /// <summary>Null when it says nothing that can be read.</summary>
    public static ConnectorFault? In(byte[] body)
    {
        try
        {
            return body.Length == 0 ? null : JsonSerializer.Deserialize(body, ConnectorJson.Default.ConnectorFault);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

internal sealed record ConnectorError(string? Code, string? Message);
