using Assistant.Memory.LongTerm;
using Assistant.Privacy;

namespace Assistant.Memory;

/// <summary>Recalls facts and episodes together.</summary>
public interface IMemoryRecall
{
    /// <summary>What bears on a question, best first, within its budget of tokens; as of a time: what was known, and held, then.</summary>
    Task<IReadOnlyList<RecalledItem>> RecallAsync(ContentOwner person, RecallQuery query, CancellationToken cancellationToken);
}
