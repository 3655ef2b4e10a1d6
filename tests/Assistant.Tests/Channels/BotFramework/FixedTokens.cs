using Assistant.Channels.BotFramework.Access;

namespace Assistant.Tests.Channels.BotFramework;

/// <summary>One token for every registration; notes who asked, and for which other bot.</summary>
internal sealed class FixedTokens : IConnectorTokens
{
    public List<string?> Given { get; } = [];
    public List<string?> GivenFor { get; } = [];
    public List<string> Discarded { get; } = [];

    /// <summary>Null: none can be got.</summary>
    public string? Token { get; set; } = "token-of-the-app";

    /// <summary>As in development mode.</summary>
    public bool NeedsNone { get; set; }

    /// <summary>The issuer takes requests and answers none.</summary>
    public bool Hangs { get; set; }

    public async ValueTask<string?> GetAsync(string? appId, string? botId, CancellationToken cancellationToken)
    {
        Given.Add(appId);
        GivenFor.Add(botId);
        if (Hangs)
            await Task.Delay(Timeout.Infinite, cancellationToken);
        return NeedsNone ? null : Token ?? throw new TokenUnavailableException("invalid_client");
    }

    public void Discard(string? appId, string? botId, string token) => Discarded.Add(token);
}
