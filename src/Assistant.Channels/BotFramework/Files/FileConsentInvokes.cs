using Assistant.Channels.Activities;
using Assistant.Channels.BotFramework.Access;
using Assistant.Channels.BotFramework.Inbound;
using Assistant.Channels.BotFramework.Outbound;
using Assistant.Channels.BotFramework.Outbound.Connector;
using Assistant.Channels.Http;
using Assistant.Privacy;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Assistant.Channels.BotFramework.Files;

/// <summary>Answers fileConsent/invoke at once; the file is made and stored behind it, and the card gives way to the file's own.</summary>
internal sealed partial class FileConsentInvokes(
    FileOffers offers, PersonalDataFile data, FileUploader uploader, ConnectorClient connector, IHostApplicationLifetime lifetime, ILogger<FileConsentInvokes> logger)
{
    /// <exception cref="Refusal">What is wrong with the invoke; the offer stands.</exception>
    public async Task TakeAsync(IncomingActivity activity, AppRegistration? app, CancellationToken cancellationToken)
    {
        var consent = FileConsent.Read(activity.Value);
        if (activity.Conversation.IsShared)
            throw Refusal.BadArgument("Files are offered in one-to-one chats only.");
        if (consent.Upload is { } where && !uploader.MayUpload(app?.Id, activity.ServiceUrl, where.UploadUrl))
            throw Refusal.BadArgument("value.uploadInfo.uploadUrl is not at a host that files may go to (BotFramework:AllowedAttachmentHosts).");
        var conversation = MessageIntake.ConversationOf(activity, app);
        var to = ReplyAddress.Of(activity, app?.Id);
        var (outcome, offer) = await offers.TakeAsync(conversation, activity.Person.Id, consent.Offer, cancellationToken);
        switch (outcome)
        {
            case OfferOutcome.Gone:
                // Teams may send it twice; the first one is at work or done.
                Log.Gone(logger);
                return;
            case OfferOutcome.Stale:
                await ReplaceAsync(to, activity.ReplyToId, FileWords.Stale(offer!.Language), null, cancellationToken);
                return;
            case OfferOutcome.Taken when consent.Upload is null:
                await ReplaceAsync(to, activity.ReplyToId, FileWords.Declined(offer!.Language), null, cancellationToken);
                return;
            default:
                // Not awaited: Teams waits ten seconds, and a file may be large. A crash loses it; the person asks again.
                _ = SendAsync(new(conversation.Tenant, activity.Person.Id), consent.Upload!, to, activity.ReplyToId, offer!.Language, lifetime.ApplicationStopping);
                return;
        }
    }

    private async Task SendAsync(ContentOwner person, FileUploadInfo upload, ReplyAddress to, string? card, string language, CancellationToken cancellationToken)
    {
        try
        {
            try
            {
                using var file = await data.MakeAsync(person, cancellationToken);
                await using var content = file.OpenRead();
                await uploader.UploadAsync(to.ServiceUrl, upload.UploadUrl, content, cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Failed(logger, e.GetType().Name, e is IOException ? e.Message : "");
                await ReplaceAsync(to, card, FileWords.Failed(language), null, cancellationToken);
                return;
            }
            await ReplaceAsync(to, card, FileWords.Sent(language), FileCards.Info(upload), cancellationToken);
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception e)
        {
            Log.Failed(logger, e.GetType().Name, "");
        }
    }

    /// <summary>Puts a message in the card's place; where that cannot be, behind it.</summary>
    private async Task ReplaceAsync(ReplyAddress to, string? card, string text, WireAttachment? attached, CancellationToken cancellationToken)
    {
        var message = OutgoingActivities.Notice(to, text, attached);
        if (card is null || (await connector.UpdateAsync(to with { ActivityId = card }, message, cancellationToken)).Outcome == SendOutcome.Refused)
            await connector.SendAsync(to with { ActivityId = null }, message, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "A file that was accepted or declined is not on offer")]
        public static partial void Gone(ILogger logger);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A file that a person asked for could not be stored: {Error} {Reason}")]
        public static partial void Failed(ILogger logger, string error, string reason);
    }
}
