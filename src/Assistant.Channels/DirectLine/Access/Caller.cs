namespace Assistant.Channels.DirectLine.Access;

/// <summary>Who makes a request.</summary>
/// <param name="User">The person that the token names; null when it names none.</param>
/// <param name="Conversation">The one conversation that the token opens; null when it opens more.</param>
/// <param name="IsSite">The site itself, by its secret: everything of Direct Line is open to it.</param>
internal sealed record Caller(string? User, string? Conversation, bool IsSite)
{
    public static Caller Site { get; } = new(null, null, true);

    /// <summary>Somebody on this machine, where no secret is configured: may use every conversation whose id it knows, and nobody can guess one.</summary>
    public static Caller Anonymous { get; } = new(null, null, false);

    public bool IsAnonymous => this is { IsSite: false, User: null, Conversation: null };

    public IReadOnlyList<string>? Origins { get; init; }

    /// <summary>Of the secret by which it came, itself or its token; null where there is none.</summary>
    public string? SecretMark { get; init; }

    /// <summary>All conversations of one person.</summary>
    public bool IsUser => !IsSite && User is not null && Conversation is null;
}
