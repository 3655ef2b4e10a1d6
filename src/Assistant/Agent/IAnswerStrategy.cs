using Assistant.Agent.Asking;
using Assistant.Agent.Kernels;
using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Perception;

namespace Assistant.Agent;

/// <summary>A way to answer: quotes from the evidence, or a language model over it (step 6). Chosen by <see cref="AgentLoop"/>.</summary>
public interface IAnswerStrategy
{
    /// <summary>Any number of updates, the last of which is <see cref="AnswerReady"/>.</summary>
    IAsyncEnumerable<AgentUpdate> AnswerAsync(AgentRequest request, CancellationToken cancellationToken);
}

/// <summary>Everything an answer may draw on.</summary>
public sealed record AgentRequest
{
    public required ConversationKey Conversation { get; init; }
    public required string TurnId { get; init; }
    public required Participant From { get; init; }

    /// <summary>The channel's id of the message that is answered; empty where there is none.</summary>
    public string ActivityId { get; init; } = "";

    /// <summary>What the person typed, or said in a voice note when nothing was typed.</summary>
    public required string Question { get; init; }

    /// <summary>Nothing was typed: the question is what was heard, and an answer that finds nothing should say what that was.</summary>
    public bool IsHeard { get; init; }

    /// <summary>Language to answer in: "en" or "zh".</summary>
    public required string Language { get; init; }

    /// <summary>This turn's evidence first, then that of earlier turns, newest first.</summary>
    public required IReadOnlyList<Evidence> Evidence { get; init; }

    /// <summary>How many of <see cref="Evidence"/>, from the front, came with this turn.</summary>
    public required int NewEvidence { get; init; }

    /// <summary>Attachments of this turn that were not read.</summary>
    public required IReadOnlyList<AttachmentFailure> Failures { get; init; }

    public required WorkingMemoryState Memory { get; init; }

    /// <summary>The person's local time.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Others read the answer too: nothing is told that is remembered of one person.</summary>
    public bool IsShared { get; init; }

    /// <summary>A card's button that made this message; null for what was typed or said.</summary>
    public PressedReply? Pressed { get; init; }

    /// <summary>The tool call that its person has just allowed or refused: the question goes on from there. Null otherwise.</summary>
    public SettledCall? Settled { get; init; }

    /// <summary>
    /// Notes durably that what the person allowed is begun now. False when that was noted before, by a run of this turn that did not come to its end: whether it was done nobody knows.
    /// </summary>
    public Func<CancellationToken, Task<bool>> BeginAllowed { get; init; } = static _ => Task.FromResult(true);

    /// <summary>A later message can answer what is asked back: false where the client keeps the conversation itself.</summary>
    public bool CanAskBack { get; init; } = true;

    /// <summary>Where nothing is asked back, what each of several attachments answers is told, and not the first alone.</summary>
    public bool TellsEach { get; init; }

    /// <summary>Pictures of this turn, for models that see; also those in which nothing was read, which are not in <see cref="Evidence"/>.</summary>
    public IReadOnlyList<Evidence> Pictures { get; init; } = [];

    /// <summary>Of earlier turns, newest first.</summary>
    public IReadOnlyList<Evidence> EarlierPictures { get; init; } = [];

    /// <summary>Fires when the turn's time is nearly over: what has been said then must do.</summary>
    public CancellationToken Overdue { get; init; }

    /// <summary>What has been sent to language models for it, whatever becomes of the answer.</summary>
    internal PromptLedger Sent { get; init; } = new();

    /// <summary>Whose evidence and pictures it draws on, besides what its own person sent.</summary>
    internal IReadOnlyList<string> OthersRead => Others(Evidence.Concat(EarlierPictures).Select(evidence => evidence.PersonId));

    /// <summary>Whose words it draws on at all, besides its own person's.</summary>
    internal IReadOnlyList<string> OtherIds => Others([.. OthersRead, .. Memory.SummaryOf, .. Memory.Turns.SelectMany(turn => turn.OtherIds.Append(turn.PersonId))]);

    private string[] Others(IEnumerable<string?> ids) => [.. ids.OfType<string>().Distinct().Where(id => id != From.Id)];
}

/// <param name="Call">As it waited.</param>
/// <param name="IsAllowed">False: the model is told that the person refused.</param>
public sealed record SettledCall(WaitingCall Call, bool IsAllowed);

public abstract record AgentUpdate;

/// <summary>More of the answer's text.</summary>
public sealed record AnswerDelta(string Text) : AgentUpdate;

/// <summary>What is being done meanwhile.</summary>
public sealed record AgentProgress(TurnProgress Progress) : AgentUpdate;

/// <summary>The finished answer; its text replaces the deltas.</summary>
public sealed record AnswerReady(Answer Answer) : AgentUpdate;
