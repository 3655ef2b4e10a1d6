using Assistant.Conversations;
using Microsoft.Extensions.Options;

namespace Assistant.Perception;

/// <summary>Opens an attachment's bytes: those stored with the message, or in its text, or fetched from its address and then stored like the others.</summary>
internal sealed class AttachmentSource(IAttachmentStore store, IEnumerable<IAttachmentFetcher> fetchers, IOptions<PerceptionOptions> options)
{
    private readonly IAttachmentFetcher[] _fetchers = [.. fetchers];

    public async Task<Stream> OpenAsync(InboundMessage message, InboundAttachment attachment, CountedProgress progress, CancellationToken cancellationToken)
    {
        if (attachment.Unreadable is { } problem)
            throw new MediaException(problem);
        if (PastedTable.Open(message, attachment) is { } pasted)
            return pasted;
        var owner = new AttachmentOwner(message.Conversation, message.From.Id);
        if (await store.OpenAsync(owner, attachment.Id, cancellationToken) is { } stored)
            return stored;
        if (attachment.Url is null)
            throw new MediaException(AttachmentProblem.DownloadFailed);
        await progress.AttachmentAsync(TurnStage.Fetching, attachment.Name, cancellationToken);
        await FetchAsync(owner, message, attachment, cancellationToken);
        return await store.OpenAsync(owner, attachment.Id, cancellationToken) ?? throw new MediaException(AttachmentProblem.DownloadFailed);
    }

    private async Task FetchAsync(AttachmentOwner owner, InboundMessage message, InboundAttachment attachment, CancellationToken cancellationToken)
    {
        foreach (var fetcher in _fetchers)
        {
            if (await fetcher.FetchAsync(message, attachment, options.Value.MostBytes, cancellationToken) is not { } content)
                continue;
            await using (content)
            {
                try
                {
                    await store.SaveAsync(owner, attachment.Id, content, options.Value, cancellationToken);
                    return;
                }
                catch (AttachmentTooLargeException e)
                {
                    throw new MediaException(AttachmentProblem.TooLarge, $"{e.MaxBytes / 1_048_576} MB", e);
                }
            }
        }
        throw new MediaException(AttachmentProblem.AddressRefused);
    }
}
