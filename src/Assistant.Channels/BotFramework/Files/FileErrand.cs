using Assistant.Agent;
using Assistant.Channels.BotFramework.Outbound;
using Assistant.Conversations;
using Assistant.Text;
using Microsoft.Extensions.Logging;

namespace Assistant.Channels.BotFramework.Files;

/// <summary>
/// Makes a file that a person accepted and stores it where Teams says; <see cref="FileWriter"/> tells them. The offer goes once it is stored: a crash before that has it stored again,
/// and where Teams takes it no second time they are told that it was not; after it, there is nothing to store.
/// </summary>
internal sealed partial class FileErrand(FileOffers offers, PersonalDataFile data, FileUploader uploader, ILogger<FileErrand> logger)
{
    public async Task<Answer> RunAsync(InboundMessage message, ReplyAddress to, CancellationToken cancellationToken)
    {
        var (consent, person) = (FileConsent.Read(message.Value), message.From.Id);
        var language = TextLanguage.Of("", message.Locale);
        var (state, _) = await offers.FindAsync(message.Conversation, person, consent.Offer, message.ReceivedAt, cancellationToken);
        if (state == OfferState.Stale)
            return Said(FileWords.Stale(language), isStored: false);
        if (consent.Upload is null)
        {
            await offers.RemoveAsync(message.Conversation, person, cancellationToken);
            return Said(FileWords.Declined(language), isStored: false);
        }
        // Gone: stored before the crash after which this is begun again.
        var isStored = state == OfferState.Gone || await StoreAsync(message, consent.Upload, to, cancellationToken);
        if (isStored)
            await offers.RemoveAsync(message.Conversation, person, cancellationToken);
        return Said(isStored ? FileWords.Sent(language) : FileWords.Failed(language), isStored);

        Answer Said(string text, bool isStored) => new() { Text = text, Found = isStored, Model = AnsweredBy.Quotes, Language = language };
    }

    private async Task<bool> StoreAsync(InboundMessage message, FileUploadInfo upload, ReplyAddress to, CancellationToken cancellationToken)
    {
        try
        {
            using var file = await data.MakeAsync(new(message.Conversation.Tenant, message.From.Id), cancellationToken);
            await using var content = file.OpenRead();
            await uploader.UploadAsync(to.ServiceUrl, upload.UploadUrl, content, cancellationToken);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.Failed(logger, e.GetType().Name, e is IOException ? e.Message : "");
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "A file that a person asked for could not be stored: {Error} {Reason}")]
        public static partial void Failed(ILogger logger, string error, string reason);
    }
}
