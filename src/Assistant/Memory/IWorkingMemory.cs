using Assistant.Agent.Asking;
using Assistant.Conversations;

namespace Assistant.Memory;

/// <summary>What a conversation's next turn knows of the earlier ones: bounded, expiring, and rebuilt from the log when lost.</summary>
public interface IWorkingMemory
{
    /// <summary>Null when nothing is held (new, expired, or the store is away: then the log is asked).</summary>
    Task<WorkingMemoryState?> LoadAsync(ConversationKey conversation, CancellationToken cancellationToken);

    /// <summary>Replaces the state when its stored version is <paramref name="state"/>'s version minus 1 (or none is stored). False when somebody else was faster or the store is away; nothing is lost by that.</summary>
    Task<bool> SaveAsync(ConversationKey conversation, WorkingMemoryState state, CancellationToken cancellationToken);

    Task RemoveAsync(ConversationKey conversation, CancellationToken cancellationToken);
}

/// <param name="Version">1 after the first turn, one more after each.</param>
/// <param name="Summary">Running summary of the turns before <paramref name="Turns"/>; empty when none was dropped.</param>
/// <param name="Turns">The newest turns whole, oldest first.</param>
/// <param name="EvidenceIds">What was read in this conversation, newest first, by reference (<see cref="Perception.IEvidenceStore"/>).</param>
public sealed record WorkingMemoryState(long Version, string Summary, IReadOnlyList<RememberedTurn> Turns, IReadOnlyList<string> EvidenceIds)
{
    public static WorkingMemoryState Empty { get; } = new(0, "", [], []);

    /// <summary>Whose words the summary may hold.</summary>
    public IReadOnlyList<string> SummaryOf { get; init; } = [];
}

/// <param name="EvidenceIds">What this turn's attachments gave, or what its answer cited.</param>
/// <param name="Found">False when the answer was "not found" or a failure.</param>
public sealed record RememberedTurn(string ActivityId, string Question, string Answer, string Language, DateTimeOffset At, IReadOnlyList<string> EvidenceIds, bool Found)
{
    /// <summary>What it takes of the next request, as estimated when it was remembered; 0 before that.</summary>
    public int Tokens { get; init; }

    /// <summary>What its answer came from, of <see cref="EvidenceIds"/>.</summary>
    public IReadOnlyList<string> Cited { get; init; } = [];

    /// <summary>Who asked; null in memory from before several people were told apart, and in what a client tells.</summary>
    public string? PersonId { get; init; }

    /// <summary>Whose words its answer may hold, besides that person's.</summary>
    public IReadOnlyList<string> OtherIds { get; init; } = [];

    /// <summary>What its answer asked back; open only while this is its person's newest turn (<see cref="OpenQuestions"/>).</summary>
    public AskedBack? Asked { get; init; }
}
