using Assistant.Conversations;

namespace Assistant.Perception;

/// <summary>Fetches the bytes of an attachment that came as an address, under the channel's rules about hosts and credentials.</summary>
public interface IAttachmentFetcher
{
    /// <summary>Null when this fetcher does not serve the message's channel. The caller disposes the stream.</summary>
    /// <exception cref="MediaException"><see cref="AttachmentProblem.AddressRefused"/>, <see cref="AttachmentProblem.DownloadFailed"/> or <see cref="AttachmentProblem.TooLarge"/>.</exception>
    Task<Stream?> FetchAsync(InboundMessage message, InboundAttachment attachment, long maxBytes, CancellationToken cancellationToken);
}
