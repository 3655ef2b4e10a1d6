namespace Assistant.Channels.DirectLine.Access;

/// <summary>Whose share of a limit something takes: the person's that a token names, whatever the conversation; where it names none, the conversation's.</summary>
internal readonly record struct Holder(string? User, string? Conversation)
{
    public static Holder Of(string? user, string conversation) => user is null ? new(null, conversation) : new(user, null);
}
