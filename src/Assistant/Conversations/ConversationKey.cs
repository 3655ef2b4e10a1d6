namespace Assistant.Conversations;

/// <summary>Names one conversation: the tenant that owns it, the channel it runs on and the channel's own id for it.</summary>
/// <param name="Tenant">Tenant id; "default" on a site with one tenant.</param>
/// <param name="Channel">Bot Framework channel id: "directline", "msteams", "emulator", "terminal", "openai".</param>
/// <param name="Id">The channel's conversation id, any characters.</param>
public readonly record struct ConversationKey(string Tenant, string Channel, string Id)
{
    public const string DefaultTenant = "default";

    /// <summary>The key as one string (grain key, Redis key, database key): three URI-escaped parts joined by '/'.</summary>
    public override string ToString() => $"{Uri.EscapeDataString(Tenant)}/{Uri.EscapeDataString(Channel)}/{Uri.EscapeDataString(Id)}";

    /// <summary>Null for what is no key: conversations of an import have any names.</summary>
    public static ConversationKey? TryParse(string text) => text.Split('/').Length == 3 ? Parse(text) : null;

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">The text does not have three parts.</exception>
    public static ConversationKey Parse(string text)
    {
        var parts = text.Split('/');
        return parts.Length == 3
            ? new(Uri.UnescapeDataString(parts[0]), Uri.UnescapeDataString(parts[1]), Uri.UnescapeDataString(parts[2]))
            : throw new FormatException($"'{text}' is not a conversation key: tenant/channel/id, each part URI-escaped.");
    }
}
