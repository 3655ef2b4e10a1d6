using Assistant.Agent;
using Assistant.Audit;
using Assistant.Conversations;
using Assistant.Perception;
using Assistant.Privacy;
using Assistant.Storage.AuditLog.Chain;
using Assistant.Storage.Content;

namespace Assistant.Storage.AuditLog;

/// <summary>A turn's rows, serialised by the thread that ran it, so that the writer's has only to insert them.</summary>
internal sealed record RecordedRows(
    ContentOwner Owner, string Outcome, byte[] Turn, StoredActivity? Reply, byte[] ReplyPayload, IReadOnlyList<(Evidence Evidence, byte[] Payload)> Evidence, IReadOnlyList<(ToolCall Call, byte[] Payload)> ToolCalls,
    ChainEntry Chained)
{
    /// <summary>An answer's id is this and its turn's.</summary>
    public const string ReplyPrefix = "a-";

    private static readonly Participant s_assistant = new("assistant", "Assistant");

    public static RecordedRows Of(TurnRecord record, ContentCodec content, ChainEntries chain)
    {
        var message = record.Accepted.Message;
        var owner = new ContentOwner(message.Conversation.Tenant, message.From.Id);
        var answer = record.Answer;
        var cited = answer?.CitedEvidence ?? [];
        var (others, said) = (record.OtherIds, new AnswerContent(answer?.Text ?? "", answer?.Asks));
        var shared = others.Count == 0 || answer is null ? null : content.WriteShared(owner, others, said, StoreJson.Default.AnswerContent);
        var turn = new TurnContent(message.Kind == InboundKind.Notice ? "" : record.Question, shared is null ? said.Answer : "", answer?.Language ?? "en", answer?.Found ?? false,
            [.. record.Evidence.Select(e => e.Id).Union(cited)], LoggedPrompt.Of(record.Sent, owner, content), record.Timings, record.Models, answer?.Failure,
            answer is { MemoryRead.Count: > 0 } ? answer.MemoryRead : null, shared is null ? said.Asks : null, shared, cited.Count > 0 ? cited : null);
        var reply = answer is null ? null : ReplyOf(record, answer);
        var turnPayload = content.Write(owner, turn, StoreJson.Default.TurnContent);
        var replyPayload = reply is null ? [] : content.Write(owner, others, reply, StoreJson.Default.StoredActivity);
        var evidence = record.Evidence.Select(read => (Evidence: read, Payload: content.Write(owner, read, StoreJson.Default.Evidence))).ToArray();
        var calls = (answer?.ToolCalls ?? [])
            .Select(call => (Call: call, Payload: content.Write(owner, others, new ToolCallContent(call.Arguments, call.Result), StoreJson.Default.ToolCallContent))).ToArray();
        var (conversation, subject, outcome, endedAt) = (message.Conversation.ToString(), owner.SubjectId, OutcomeOf(record), record.EndedAt.ToUnixTimeMilliseconds());
        ChainedRow[] rows =
        [
            ChainedTable.Turns.Row(record.TurnId, turnPayload, conversation, subject, record.Accepted.Sequence, record.StartedAt.ToUnixTimeMilliseconds(), endedAt, outcome, ModelOf(record)),
            .. reply is null ? [] : new[] { ChainedTable.Activities.Row(reply.Id, replyPayload, conversation, subject, endedAt) },
            .. evidence.Select(read => ChainedTable.Evidence.Row(read.Evidence.Id, read.Payload, conversation, subject, read.Evidence.AttachmentId, read.Evidence.Kind.ToString(), record.TurnId)),
            .. calls.Select((call, position) => ChainedTable.ToolCalls.Row($"{record.TurnId}/{position}", call.Payload, conversation, subject, call.Call.Name, call.Call.Succeeded, call.Call.Milliseconds)),
        ];
        return new(owner, outcome, turnPayload, reply, replyPayload, evidence, calls, chain.Of(ChainKinds.Turn, message.Conversation, owner, record.EndedAt, rows));
    }

    public static string ModelOf(TurnRecord record) => record.Answer?.Model ?? AnsweredBy.None;

    private static string OutcomeOf(TurnRecord record) => record switch
    {
        { Answer: null } => TurnOutcomes.Stopped,
        { Accepted.Message.Kind: InboundKind.ConversationStarted } => TurnOutcomes.Greeting,
        { Accepted.Message.Kind: InboundKind.Notice } => TurnOutcomes.Notice,
        { Accepted.Message.Kind: InboundKind.Errand } => TurnOutcomes.Errand,
        { Answer.Failure: { } failure } => failure.Problem.ToString(),
        { Answer.Found: true } => TurnOutcomes.Answered,
        _ => TurnOutcomes.NotFound,
    };

    /// <summary>Without its watermark, which is its row's. Prompts and tool calls stay in their own tables: no client is sent them.</summary>
    private static StoredActivity ReplyOf(TurnRecord record, Answer answer) => new()
    {
        Watermark = 0,
        Id = ReplyPrefix + record.TurnId,
        Author = ActivityAuthor.Assistant,
        From = s_assistant,
        At = record.EndedAt,
        Text = answer.Text,
        ReplyToId = record.Accepted.Message.ActivityId,
        Answer = answer with { ToolCalls = [], MemoryRead = [] },
        Locale = answer.Language,
        IsNotice = record.Accepted.Message.Kind == InboundKind.Notice,
    };
}
