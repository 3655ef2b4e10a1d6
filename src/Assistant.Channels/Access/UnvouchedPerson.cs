using Assistant.Conversations;

namespace Assistant.Channels.Access;

/// <summary>
/// A person whom nobody vouches for: a client names them, and may name anybody. They are a person of their own in that one conversation ("unvouched/CHANNEL/CONVERSATION/ID", the parts
/// before the id URI-escaped), with a key and a memory of their own, so that nobody reads or erases another person by writing under that person's id.
/// </summary>
internal static class UnvouchedPerson
{
    private const string Mark = "unvouched/";

    /// <summary>Ids that only a signed token gives begin with it, by Direct Line's rule.</summary>
    private const string TokensUser = "dl_";

    public static bool IsTokensUser(string id) => id.Length > TokensUser.Length && id.StartsWith(TokensUser, StringComparison.Ordinal);

    public static Participant In(ConversationKey conversation, Participant named) =>
        named with { Id = $"{Mark}{Uri.EscapeDataString(conversation.Channel)}/{Uri.EscapeDataString(conversation.Id)}/{named.Id}" };

    /// <summary>No id that a channel gives looks like this: whoever sends it takes somebody else's name.</summary>
    public static bool IsForged(string id) => id.StartsWith(Mark, StringComparison.Ordinal);

    /// <summary>As the client named them.</summary>
    public static Participant AsNamed(Participant person) => person with { Id = IsForged(person.Id) && person.Id.Split('/', 4) is [_, _, _, var named] ? named : person.Id };
}
