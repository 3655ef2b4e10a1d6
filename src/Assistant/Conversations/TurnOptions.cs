namespace Assistant.Conversations;

/// <summary>Bounds of turns: how many at once, how many may wait, how long each step may take.</summary>
public sealed class TurnOptions
{
    public const string SectionName = "Turns";

    private static readonly TimeSpan s_longestFinish = TimeSpan.FromSeconds(10);

    /// <summary>Turns that run at once in this process; others wait.</summary>
    public int MaxConcurrent { get; set; } = 256;

    /// <summary>Messages that may wait in this process before new ones are refused as busy.</summary>
    public int MaxWaiting { get; set; } = 5_000;

    /// <summary>Messages of one conversation that may wait before new ones are refused as busy.</summary>
    public int MaxWaitingPerConversation { get; set; } = 50;

    /// <summary>Reading what was said before.</summary>
    public TimeSpan RecallDeadline { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>All attachments of one message; an hour of speech takes some minutes. What was read until then is kept, and the answer says what was not.</summary>
    public TimeSpan PerceptionDeadline { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Finding or writing the answer, tools included. What a language model has said until then is kept, and the answer says that it broke off.</summary>
    public TimeSpan AnswerDeadline { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>Crashes in which a message's turn may end before it is given up with an apology, so that one that brings the program down does not do so for ever.</summary>
    public int MaxInterruptions { get; set; } = 10;

    /// <summary>Tries to record a finished turn, at growing intervals, after which the person is told that the answer could not be kept, as soon as that much can be written.</summary>
    public int RecordTries { get; set; } = 8;

    /// <summary>The longest wait between two tries; the first is a second.</summary>
    public TimeSpan LongestRecordPause { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Pushing one message of a reply to its channel.</summary>
    public TimeSpan DeliveryDeadline { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>A pushed reply that is not known to have arrived this long after its record is sent again; longer than <see cref="DeliveryDeadline"/>, so that it is not still on its way.</summary>
    public TimeSpan RedeliverAfter { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>For how long, at growing intervals; then it stays in the log only.</summary>
    public TimeSpan RedeliverFor { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How often a message of a reply may be sent of which nobody knows afterwards whether it arrived: each may be seen. Then it stays in the log only. Counted by one process.</summary>
    public int MaxUnknownSends { get; set; } = 4;

    /// <summary>The longest that a channel may ask not to be sent anything (429 with Retry-After); one that asks for more is tried again after this.</summary>
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long a reply that does not arrive holds back the later ones of its conversation, so that they are read in order.</summary>
    public TimeSpan RepliesHoldFor { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Files, recordings and pictures of earlier messages that every question may be answered from, the newest; older ones only where they have its words.</summary>
    public int MaxRecalledEvidence { get; set; } = 40;

    /// <summary>Characters of older ones that are looked through for the question's words; 0 for none. What is older still is said not to have been searched, where nothing is found.</summary>
    public long MaxOlderCharacters { get; set; } = 2_000_000;

    internal TimeSpan TimeToFinish => AnswerDeadline / 2 < s_longestFinish ? AnswerDeadline / 2 : s_longestFinish;

    internal bool IsValid() => MaxConcurrent > 0 && MaxWaiting > 0 && MaxWaitingPerConversation > 0 && MaxRecalledEvidence >= 0 && MaxOlderCharacters >= 0 && MaxInterruptions > 0 && RecordTries > 0
        && RecallDeadline > TimeSpan.Zero && PerceptionDeadline > TimeSpan.Zero && AnswerDeadline > TimeSpan.Zero && DeliveryDeadline > TimeSpan.Zero
        && RedeliverAfter > DeliveryDeadline && RedeliverFor > RedeliverAfter && RepliesHoldFor >= TimeSpan.Zero && MaxRetryAfter > TimeSpan.Zero && MaxUnknownSends > 0 && LongestRecordPause > TimeSpan.Zero;
}
