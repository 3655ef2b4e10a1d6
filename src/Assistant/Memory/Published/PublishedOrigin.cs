namespace Assistant.Memory.Published;

/// <summary>Where a published item comes from. It stands with the item where episodes name their conversation, sealed like it, and is shown to operators only.</summary>
internal readonly record struct PublishedOrigin(string User, string Source)
{
    private const char Between = '\n';
    private const string Begin = "published";

    public static PublishedOrigin OperatorsOwn { get; } = new("", "");

    public static PublishedOrigin Parse(string conversation) => conversation.Split(Between, 3) is [Begin, var source, var user] ? new(user, source) : OperatorsOwn;

    public override string ToString() => $"{Begin}{Between}{Source}{Between}{User}";
}
