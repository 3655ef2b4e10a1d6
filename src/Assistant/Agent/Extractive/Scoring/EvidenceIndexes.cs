using Assistant.Conversations;
using Assistant.Perception;

namespace Assistant.Agent.Extractive.Scoring;

/// <summary>Indexes of what was read lately, so that a second question about a long document does not read it again. Thread-safe; bounded by characters.</summary>
internal sealed class EvidenceIndexes
{
    private const long MostCharacters = 12_000_000;
    private readonly Lock _lock = new();
    private readonly LinkedList<(Key Key, EvidenceIndex Index)> _byUse = new();
    private readonly Dictionary<Key, LinkedListNode<(Key Key, EvidenceIndex Index)>> _byKey = [];
    private long _characters;

    public EvidenceIndex For(ConversationKey conversation, Evidence evidence)
    {
        var key = new Key(conversation, evidence.Id, evidence.Blocks.Count, Fingerprint(evidence));
        lock (_lock)
        {
            if (_byKey.TryGetValue(key, out var node))
            {
                _byUse.Remove(node);
                _byUse.AddFirst(node);
                return node.Value.Index;
            }
        }
        var index = new EvidenceIndex(evidence);
        Keep(key, index);
        return index;
    }

    public bool Holds(ConversationKey conversation, Evidence evidence)
    {
        lock (_lock)
            return _byKey.ContainsKey(new(conversation, evidence.Id, evidence.Blocks.Count, Fingerprint(evidence)));
    }

    private void Keep(Key key, EvidenceIndex index)
    {
        lock (_lock)
        {
            if (!_byKey.TryAdd(key, _byUse.AddFirst((key, index))))
            {
                _byUse.RemoveFirst();
                return;
            }
            _characters += index.Characters;
            while (_characters > MostCharacters && _byUse.Last is { } oldest && _byUse.Count > 1)
            {
                _characters -= oldest.Value.Index.Characters;
                _byKey.Remove(oldest.Value.Key);
                _byUse.RemoveLast();
            }
        }
    }

    /// <summary>Ids are unique within an installation; the first and last words make sure.</summary>
    private static int Fingerprint(Evidence evidence) =>
        evidence.Blocks.Count == 0 ? 0 : HashCode.Combine(evidence.Blocks[0].Text, evidence.Blocks[^1].Text, evidence.Blocks[evidence.Blocks.Count / 2].Text);

    private readonly record struct Key(ConversationKey Conversation, string Evidence, int Blocks, int Fingerprint);
}
