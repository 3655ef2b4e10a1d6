using Assistant.Conversations;
using Assistant.Privacy;
using Assistant.Storage.LongTermMemory;

namespace Assistant.Storage.Retention;

/// <summary>One rule as it is applied now: up to when, and what it has removed so far. Persons come one after the other: of one at a time it is known what a model was told of their conversations.</summary>
internal sealed class RetentionPass(RetentionKind kind, DateTimeOffset before, MemoryLog log)
{
    private ContentOwner? _person;
    private Dictionary<string, List<string>> _summaries = [];

    public RetentionKind Kind => kind;

    public DateTimeOffset Before => before;

    /// <summary>How much of which kind; nothing that is zero.</summary>
    public Dictionary<string, long> Removed { get; } = [];

    public void Count(string what, long count)
    {
        if (count > 0)
            Removed[what] = Removed.GetValueOrDefault(what) + count;
    }

    /// <summary>Removes what a model was told of a conversation before the rule's time: the turns in it are over.</summary>
    public async Task RemoveSummariesAsync(ContentOwner person, ConversationKey conversation, CancellationToken cancellationToken)
    {
        if (_person != person)
            (_person, _summaries) = (person, await log.SummariesAsync(person, before, cancellationToken));
        if (_summaries.Remove(conversation.ToString(), out var ids))
            Count(MemoryLog.Table, await log.RemoveAsync(person, ids));
    }
}
