using Assistant.Conversations;

namespace Assistant.Notices;

/// <summary>Who gets a notice where, and who does not.</summary>
/// <param name="Reached">One reference a person, or a shared conversation.</param>
/// <param name="OptedOut">The same, of those who want no notices.</param>
/// <param name="Unreachable">People who have spoken in shared conversations only: what is meant for one person is not said before others.</param>
public sealed record NoticePlan(IReadOnlyList<ConversationReference> Reached, IReadOnlyList<ConversationReference> OptedOut, int Unreachable)
{
    /// <summary>
    /// A conversation that is named is told as a whole, once, as long as one who spoke there takes notices. People are told where they last spoke alone with the assistant, once a channel.
    /// </summary>
    public static NoticePlan Of(IReadOnlyList<ConversationReference> known, NoticeTarget target)
    {
        var (reached, optedOut, unreachable) = (new List<ConversationReference>(), new List<ConversationReference>(), 0);
        var groups = target.Conversation is null
            ? known.GroupBy(reference => (reference.Conversation.Channel, reference.Person.Id))
            : known.GroupBy(reference => (reference.Conversation.Channel, reference.Conversation.Id));
        foreach (var group in groups)
        {
            var usable = group.Where(reference => target.Conversation is not null || !reference.IsShared).OrderByDescending(reference => reference.LastContactAt)
                .ThenBy(reference => reference.Conversation.Id, StringComparer.Ordinal).ToArray();
            if (usable.FirstOrDefault(reference => reference.OptedOutSince is null) is { } best)
                reached.Add(best);
            else if (usable is [var first, ..])
                optedOut.Add(first);
            else
                unreachable++;
        }
        return new(reached, optedOut, unreachable);
    }

    /// <summary>Whom a recipient stands for: a shared conversation, or a person of a channel. A second copy for the same is none.</summary>
    public static string RecipientOf(ConversationReference reference) =>
        reference.IsShared ? reference.Conversation.ToString() : $"{Uri.EscapeDataString(reference.Conversation.Channel)}/{Uri.EscapeDataString(reference.Person.Id)}";
}
