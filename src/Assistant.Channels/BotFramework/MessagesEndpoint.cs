using Assistant.Channels.Access;
using Assistant.Channels.BotFramework.Access;
using Assistant.Channels.BotFramework.Feedback;
using Assistant.Channels.BotFramework.Inbound;
using Assistant.Channels.BotFramework.Outbound;
using Assistant.Channels.Http;
using Assistant.Conversations;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.BotFramework;

/// <summary>POST /api/messages: authenticates, reads the activity, and acknowledges it at once; the answer follows over the connector, or in the response where it is awaited.</summary>
internal sealed class MessagesEndpoint(
    IInboundAuthenticator authenticator, IncomingActivityReader reader, ServiceUrls serviceUrls, RefusedActivities refused, MessageIntake intake, ExpectedAnswers answers,
    InvokeAnswers invokes, FeedbackIntake feedback, Removals removals,
    IOptions<BotFrameworkOptions> options, TimeProvider time)
{
    private static readonly HashSet<string> s_named = new(StringComparer.OrdinalIgnoreCase) { ChannelIds.DirectLine, ChannelIds.WebChat };

    public async Task PostAsync(HttpContext context)
    {
        var check = await authenticator.CheckAsync(context, context.RequestAborted);
        if (check.Caller is not { } caller)
        {
            refused.Refuse(context, check.Reason, check.Detail);
            return;
        }
        var activity = reader.Read(await ReceiveAsync(context));
        if (authenticator.Refuse(caller, activity) is { } reason)
        {
            refused.Refuse(context, reason);
            return;
        }
        if (!serviceUrls.IsAllowed(caller.App?.Id, activity.ServiceUrl))
        {
            // Whoever develops on this machine is told; others learn nothing.
            if (caller.Kind == CallerKind.Local)
                throw Refusal.Forbidden("serviceUrl is not on the allow-list. An operator can add its host to BotFramework:AllowedServiceUrls.");
            refused.Refuse(context, RefusalReason.ServiceUrlNotAllowed);
            return;
        }
        var said = activity with { BotId = caller.BotId, OwnPeopleOf = caller.OwnPeopleOf };
        await AnswerAsync(context, caller, IsVouchedFor(said) ? said : said with { Unvouched = UnvouchedPerson.In(MessageIntake.ConversationOf(said, caller.App), said.Person) });
    }

    /// <summary>On Azure's Direct Line and Web Chat the browser says who writes, but where a token does.</summary>
    private bool IsVouchedFor(IncomingActivity activity) => !UnvouchedPerson.IsForged(activity.From.Id)
        && (!s_named.Contains(activity.ChannelId) || (options.Value.EnhancedAuthentication && UnvouchedPerson.IsTokensUser(activity.From.Id)));

    private Task<byte[]> ReceiveAsync(HttpContext context) => RequestBody.WithinAsync(
        context, options.Value.ReceiveTimeout, "BotFramework:ReceiveTimeout", time, cancellationToken => RequestBody.ReadAsync(context.Request, options.Value.MaxActivityBytes, cancellationToken));

    private async Task AnswerAsync(HttpContext context, InboundCaller caller, IncomingActivity activity)
    {
        if (activity.Type == "invoke")
        {
            await invokes.WriteAsync(context, caller.App, activity);
            return;
        }
        if (activity.Type is "messageUpdate" or "messageDelete")
        {
            if (await intake.ReviseAsync(activity, caller.App, context.RequestAborted) is not { } answered)
            {
                await AcknowledgeAsync(context, activity);
                return;
            }
            activity = answered;
        }
        if (KindOf(activity) is not { } kind)
        {
            // An end stops what runs; reactions, read receipts and that we were removed are kept; typing and unknown types are not. Nothing to answer.
            await KeepAsync(activity, caller.App, context.RequestAborted);
            await AcknowledgeAsync(context, activity);
            return;
        }
        var accepted = await intake.TakeAsync(activity, caller.App, kind, context.RequestAborted);
        // Deleted before it came: there is nothing to wait for.
        if (accepted.Sequence == 0)
            await AcknowledgeAsync(context, activity);
        else if (activity.ExpectsReplies)
            await answers.WriteAsync(context, ReplyAddress.Of(activity, caller.App?.Id), accepted, activity.ExpectsEvents);
        else
            context.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    /// <summary>Null for what is not answered.</summary>
    private static InboundKind? KindOf(IncomingActivity activity) => activity.Type switch
    {
        "message" when !Addressing.IsForUs(activity) => null,
        // Our name alone, or nothing but a card: say what we can do.
        "message" when activity.Files.Count == 0 && activity.Value is null && Addressing.TextOf(activity).Length == 0 =>
            activity.HasAttachments || !string.IsNullOrWhiteSpace(activity.Text) ? InboundKind.ConversationStarted : throw Refusal.BadArgument("The message is empty: it needs text, an attachment or a value."),
        "message" => InboundKind.Message,
        "conversationUpdate" when activity.MembersAdded.Any(member => member != activity.Recipient.Id) => InboundKind.ConversationStarted,
        "installationUpdate" when activity.Action is "add" or "add-upgrade" => InboundKind.ConversationStarted,
        _ => null,
    };

    private Task KeepAsync(IncomingActivity activity, AppRegistration? app, CancellationToken cancellationToken) => activity switch
    {
        { Type: "endOfConversation" } => intake.EndAsync(activity, app, cancellationToken),
        { Type: "messageReaction" } => feedback.ReactAsync(activity, app, cancellationToken),
        { Type: "installationUpdate", Action: "remove" } => removals.TakeAsync(activity, app, cancellationToken),
        { Type: "conversationUpdate" } when activity.MembersRemoved.Contains(activity.Recipient.Id) => removals.TakeAsync(activity, app, cancellationToken),
        { Type: "event", Name: FeedbackIntake.ReadReceipt } => feedback.ReadAsync(activity, app, cancellationToken),
        _ => Task.CompletedTask,
    };

    private static async Task AcknowledgeAsync(HttpContext context, IncomingActivity activity)
    {
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        if (!activity.ExpectsReplies)
            return;
        if (activity.ExpectsEvents)
        {
            await ExpectedAnswers.WriteEventsAsync(context.Response, [], context.RequestAborted);
            return;
        }
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync("""{"activities":[]}""", context.RequestAborted);
    }
}
