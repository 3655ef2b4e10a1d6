using System.Collections.Concurrent;
using Assistant.Agent;
using Assistant.Channels.Activities.Cards;
using Assistant.Channels.BotFramework.Access;
using Assistant.Channels.BotFramework.Inbound;
using Assistant.Channels.BotFramework.Outbound;
using Assistant.Channels.BotFramework.Outbound.Connector;
using Assistant.Conversations;
using Assistant.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.BotFramework.Extensions;

/// <summary>Brings an answer that took longer than a dialog waits into the person's own chat with us. Once, however often the dialog asks; a crash in between loses it.</summary>
internal sealed partial class LateAnswers(
    AnswerWaiting waiting, IConversationDirectory directory, ConnectorClient connector, IHostApplicationLifetime lifetime, IOptions<BotFrameworkOptions> options, TimeProvider time, ILogger<LateAnswers> logger)
{
    /// <summary>What Teams' ids of one-to-one chats with a bot begin with; groups and channels are "19:".</summary>
    private const string Personal = "a:";

    private const int MostConversations = 200;
    private const int LongestQuestion = 120;
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<ConversationKey, bool> _awaited = new();

    /// <returns>False when there is no such chat.</returns>
    public async Task<bool> SendWhenReadyAsync(IncomingActivity activity, AppRegistration? app, AcceptedMessage accepted, string question, ExtensionWords words, CancellationToken cancellationToken)
    {
        var asked = accepted.Message.Conversation;
        var chats = await directory.ListAsync(asked.Tenant, asked.Channel, activity.Person.Id, null, MostConversations, cancellationToken);
        if (chats.FirstOrDefault(chat => chat.UserId == activity.Person.Id && chat.Conversation.Id.StartsWith(Personal, StringComparison.Ordinal)) is not { } chat)
            return false;
        var to = ReplyAddress.Of(activity, app?.Id) with { ConversationId = chat.Conversation.Id, ConversationType = "personal", IsShared = false, ActivityId = null, Inline = false };
        if (_awaited.TryAdd(asked, true))
            _ = SendAsync(to, accepted, words.LaterTo(question.Shortened(LongestQuestion)), lifetime.ApplicationStopping);
        return true;
    }

    private async Task SendAsync(ReplyAddress to, AcceptedMessage accepted, string head, CancellationToken cancellationToken)
    {
        try
        {
            using var timer = new CancellationTokenSource(s_longestWait, time);
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
            if (await waiting.AnswerToAsync(accepted, linked.Token) is not { Answer: { } answer } reply)
                return;
            // In words: what is asked back is asked in the dialog's own conversation, where no card can be pressed.
            var told = reply with { Answer = answer with { Text = $"{head}\n\n{answer.Text}", Asks = null } };
            if (await connector.SendInOrderAsync(to, OutgoingActivities.Messages(to, told, sensitivity: options.Value.Sensitivity), linked.Token) is { Outcome: not SendOutcome.Sent } result)
                Log.NotSent(logger, result.Reason);
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception e)
        {
            Log.NotSent(logger, e.GetType().Name);
        }
        finally
        {
            _awaited.TryRemove(accepted.Message.Conversation, out _);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "A late answer did not reach its person's chat: {Reason}")]
        public static partial void NotSent(ILogger logger, string? reason);
    }
}
