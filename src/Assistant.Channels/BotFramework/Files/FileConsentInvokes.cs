using Assistant.Channels.BotFramework.Access;
using Assistant.Channels.BotFramework.Inbound;
using Assistant.Channels.Http;
using Microsoft.Extensions.Logging;

namespace Assistant.Channels.BotFramework.Files;

/// <summary>Takes fileConsent/invoke: what it asks for is done by a turn of its own (<see cref="FileErrand"/>), once, and also after a crash.</summary>
internal sealed partial class FileConsentInvokes(FileOffers offers, FileUploader uploader, MessageIntake intake, TimeProvider time, ILogger<FileConsentInvokes> logger)
{
    /// <exception cref="Refusal">What is wrong with the invoke; the offer stands.</exception>
    public async Task TakeAsync(IncomingActivity activity, AppRegistration? app, CancellationToken cancellationToken)
    {
        var consent = FileConsent.Read(activity.Value);
        if (activity.Conversation.IsShared)
            throw Refusal.BadArgument("Files are offered in one-to-one chats only.");
        if (consent.Upload is { } where && !uploader.MayUpload(app?.Id, activity.ServiceUrl, where.UploadUrl))
            throw Refusal.BadArgument("value.uploadInfo.uploadUrl is not at a host that files may go to (BotFramework:AllowedAttachmentHosts).");
        if (await offers.FindAsync(MessageIntake.ConversationOf(activity, app), activity.Person.Id, consent.Offer, time.GetUtcNow(), cancellationToken) is { Offer: { } offer })
            await intake.BeginErrandAsync(activity, app, $"file:{consent.Offer}", offer.Language, cancellationToken);
        else
            // Teams may send it twice; the first one is at work or done.
            Log.Gone(logger);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "A file that was accepted or declined is not on offer")]
        public static partial void Gone(ILogger logger);
    }
}
