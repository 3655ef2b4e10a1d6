using Assistant.Agent;
using Assistant.Agent.Kernels;
using Assistant.Audit;
using Assistant.Perception;
using Assistant.Text;

namespace Assistant.Conversations;

/// <summary>What a running turn has found out so far; lives as long as the turn and belongs to it alone.</summary>
internal sealed class Turn(AcceptedMessage accepted, long epoch, string id, DateTimeOffset startedAt, TurnStopwatch watch)
{
    public AcceptedMessage Accepted { get; } = accepted;
    public long Epoch { get; } = epoch;
    public string Id { get; } = id;
    public DateTimeOffset StartedAt { get; } = startedAt;
    public TurnStopwatch Watch { get; } = watch;
    public string Language { get; set; } = TextLanguage.Of(accepted.Message.Text, accepted.Message.Locale);
    public string Question { get; set; } = accepted.Message.Text;

    /// <summary>Nothing was typed: the question is what was heard.</summary>
    public bool IsHeard { get; set; }

    public RecalledContext Recalled { get; set; } = RecalledContext.Nothing;
    public IReadOnlyList<Evidence> Evidence { get; set; } = [];
    public IReadOnlyDictionary<string, string> Models { get; set; } = new Dictionary<string, string>();
    public Answer? Answer { get; set; }

    /// <summary>As in <see cref="TurnRecord"/>.</summary>
    public bool IsSentAtOnce { get; set; }

    public PromptLedger Sent { get; } = new();

    /// <summary>The answer could not be kept: what memory took of it is in no log.</summary>
    public bool IsGivenUp { get; private set; }

    /// <summary>Whose words the answer may hold, besides its person's: what a model was shown, and what others' files were there to be quoted.</summary>
    public IReadOnlyList<string> OtherIds =>
        Sent.OtherIds.Union(Recalled.Evidence.Select(evidence => evidence.PersonId).OfType<string>()).Where(id => id != Accepted.Message.From.Id).ToArray();

    public string Outcome => Answer switch
    {
        null => TurnOutcomes.Stopped,
        { Failure: { } failure } => failure.Problem.ToString(),
        { Asks: not null } => TurnOutcomes.Asked,
        { Found: true } => TurnOutcomes.Answered,
        _ => TurnOutcomes.NotFound,
    };

    public TurnRecord ToRecord(DateTimeOffset endedAt) => new()
    {
        TurnId = Id,
        Accepted = Accepted,
        Epoch = Epoch,
        Answer = Answer,
        Question = Question,
        Evidence = Evidence,
        Sent = Sent.Sent,
        OtherIds = OtherIds,
        IsSentAtOnce = IsSentAtOnce,
        StartedAt = StartedAt,
        EndedAt = endedAt,
        Timings = Watch.Milliseconds,
        Models = Models,
    };

    /// <summary>Without what was read and sent, so that it takes little room.</summary>
    /// <param name="answer">In the place of the turn's own; null when it was stopped.</param>
    public TurnRecord ToShortRecord(Answer? answer, DateTimeOffset endedAt) => ToRecord(endedAt) with { Answer = answer, Evidence = [], Sent = [], OtherIds = [] };

    /// <summary>The short record stands in the log.</summary>
    public void GiveUpAnswer(Answer? answer) => (Answer, Evidence, IsGivenUp) = (answer, [], true);
}

/// <summary>Ids of turns: the same message gives the same id, also when its turn runs again after a crash.</summary>
internal static class TurnIds
{
    public static string For(InboundMessage message) => For(message.Conversation, message.ActivityId);

    public static string For(ConversationKey conversation, string activityId) => Short($"{conversation}\n{activityId}");

    /// <summary>A conversation's, for where its name may not stand.</summary>
    public static string Of(ConversationKey conversation) => Short($"{conversation}");

    private static string Short(string text) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
}
