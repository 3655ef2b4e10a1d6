using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Assistant.Conversations;
using Assistant.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Notices;

/// <summary>Plans a notice, notes its recipients, and submits one message each to the conversations, where it takes the way of every turn. Thread-safe.</summary>
internal sealed partial class NoticeSender(
    IConversationReferences references, INoticeLog log, IConversations conversations, IOptions<NoticesOptions> options, TimeProvider time, ILogger<NoticeSender> logger) : INotices, IAsyncDisposable
{
    private const int LongestId = 64;
    private const int MostTries = 30;
    private static readonly TimeSpan s_tryAgain = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<Task, bool> _telling = [];
    private readonly CancellationTokenSource _ended = new();

    public async Task<NoticeResult> SendAsync(NoticeRequest request, string by, CancellationToken cancellationToken)
    {
        if (Problem(request) is { } problem)
            return new(null, NoticeProblem.Invalid, problem);
        var plan = NoticePlan.Of(await references.FindAsync(request.Target, cancellationToken), request.Target);
        var id = request.Id ?? Guid.CreateVersion7().ToString("N");
        if (plan.Reached.Count + plan.OptedOut.Count == 0)
            return new(null, NoticeProblem.NobodyKnown, plan.Unreachable > 0
                ? "The assistant has spoken with these people in shared conversations only. Name the conversation to tell it as a whole."
                : "The assistant knows nobody there: only who has written to it, or installed it, can be told.");
        if (plan.Reached.Count + plan.OptedOut.Count > options.Value.MaxRecipients)
            return new(null, NoticeProblem.TooMany, $"{plan.Reached.Count + plan.OptedOut.Count} recipients are more than Notices:MaxRecipients ({options.Value.MaxRecipients}).");
        if (request.IsRehearsal)
            return new(new(id, [.. plan.Reached.Select(reference => Recipient(reference, NoticeState.Missed)), .. plan.OptedOut.Select(reference => Recipient(reference, NoticeState.OptedOut))], plan.Unreachable));

        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{request.IsUrgent}\n{request.Text}")));
        if (await log.AddAsync(request.Target.Tenant, id, digest, by, plan, cancellationToken) is not { } due)
            return new(null, NoticeProblem.OtherText, $"The notice {id} says something else. Give another id.");
        var telling = TellAsync(request, id, due);
        _telling.TryAdd(telling, true);
        _ = telling.ContinueWith(ended => _telling.TryRemove(ended, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return new(new(id, await log.FindAsync(request.Target.Tenant, id, cancellationToken), plan.Unreachable));
    }

    public async Task<NoticeReport?> FindAsync(string tenant, string id, CancellationToken cancellationToken) =>
        await log.FindAsync(tenant, id, cancellationToken) is { Count: > 0 } recipients ? new(id, recipients, 0) : null;

    /// <summary>Whoever was not yet told stays noted.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await Task.WhenAll(_telling.Keys);
        _ended.Dispose();
    }

    private string? Problem(NoticeRequest request) => request switch
    {
        { Text: var text } when string.IsNullOrWhiteSpace(text) => "The text is empty.",
        { Text.Length: var length } when length > options.Value.MaxCharacters => $"The text has {length} characters, more than Notices:MaxCharacters ({options.Value.MaxCharacters}).",
        { Id: { } id } when id.Length is 0 or > LongestId || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-') => $"An id has 1 to {LongestId} letters, digits, '.', '_' and '-'.",
        _ => null,
    };

    private async Task TellAsync(NoticeRequest request, string id, IReadOnlyList<ConversationReference> due)
    {
        await Task.Yield();
        var pause = TimeSpan.FromSeconds(1 / options.Value.PerSecond);
        try
        {
            foreach (var reference in due)
            {
                await TellAsync(request, id, reference);
                await Task.Delay(pause, time, _ended.Token);
            }
        }
        catch (OperationCanceledException)
        {
            Log.Stopped(logger, id);
        }
        catch (Exception e)
        {
            Log.Broken(logger, id, e);
        }
    }

    /// <summary>To one. Looked up again just before: they may have said no, or gone, since the notice was begun. A shared conversation is told by another's reference then.</summary>
    private async Task TellAsync(NoticeRequest request, string id, ConversationReference planned)
    {
        for (var tries = 1; tries <= MostTries; tries++)
        {
            var wait = s_tryAgain;
            try
            {
                var now = await references.FindAsync(new(request.Target.Tenant) { Conversation = planned.Conversation.ToString() }, _ended.Token);
                var plan = NoticePlan.Of([.. now.Where(reference => planned.IsShared || reference.Person.Id == planned.Person.Id)], request.Target with { Conversation = planned.Conversation.ToString() });
                if (plan.Reached is not [var reference])
                {
                    if (plan.OptedOut.Count > 0)
                        await log.OptOutAsync(request.Target.Tenant, id, planned, _ended.Token);
                    return;
                }
                var submitted = await conversations.SubmitAsync(MessageOf(request, id, reference), _ended.Token);
                if (!submitted.Retryable)
                    return;
                wait = submitted.RetryAfter ?? s_tryAgain;
            }
            catch (StorageUnavailableException)
            {
            }
            await Task.Delay(wait, time, _ended.Token);
        }
        Log.Missed(logger, id, planned.Conversation.Id);
    }

    private InboundMessage MessageOf(NoticeRequest request, string id, ConversationReference to)
    {
        var language = TextLanguage.Of(to.Locale is null && request.Language is null ? request.Text : "", to.Locale ?? request.Language);
        return new()
        {
            Conversation = to.Conversation,
            ActivityId = NoticeIds.ActivityOf(id),
            From = to.Person,
            ReceivedAt = time.GetUtcNow(),
            Kind = InboundKind.Notice,
            Text = NoticeWording.Of(request.Text, request.IsUrgent, language),
            Locale = language,
            ReplyAddress = to.Address,
            IsShared = to.IsShared,
        };
    }

    private static NoticeRecipient Recipient(ConversationReference reference, NoticeState state) => new(reference.Person.Id, reference.Conversation, state);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Notice {Id} was interrupted; send the same id again to tell those who were not told")]
        public static partial void Stopped(ILogger logger, string id);

        [LoggerMessage(Level = LogLevel.Error, Message = "Notice {Id} broke off; send the same id again to tell those who were not told")]
        public static partial void Broken(ILogger logger, string id, Exception exception);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Notice {Id} was not taken by conversation {Conversation}, which is too busy")]
        public static partial void Missed(ILogger logger, string id, string conversation);
    }
}
