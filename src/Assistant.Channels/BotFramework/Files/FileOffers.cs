using System.Text.Json;
using System.Text.Json.Serialization;
using Assistant.Conversations;
using Assistant.Perception;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.BotFramework.Files;

/// <summary>
/// Offers that wait, one a person and conversation, the newest: a few bytes in the attachment store, so under the person's key, seen by every replica, and gone with an erasure.
/// </summary>
internal sealed partial class FileOffers(IAttachmentStore store, IOptions<BotFrameworkOptions> options, TimeProvider time)
{
    private const string Name = "file-offer";
    private const int LongestOffer = 16 * 1024;

    public async Task<FileOffer> MakeAsync(ConversationKey conversation, string person, string language, CancellationToken cancellationToken)
    {
        var offer = new FileOffer(Guid.NewGuid().ToString("N"), person, time.GetUtcNow() + options.Value.FileOfferLasts, language);
        var owner = new AttachmentOwner(conversation, person);
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(offer, OfferJson.Default.FileOffer));
        // A store may keep what it has under a name.
        await store.RemoveAsync(owner, Name, cancellationToken);
        await store.SaveAsync(owner, Name, content, LongestOffer, cancellationToken);
        return offer;
    }

    /// <param name="id">Of the offer on the card that was pressed.</param>
    /// <param name="pressedAt">When.</param>
    public async Task<(OfferState State, FileOffer? Offer)> FindAsync(ConversationKey conversation, string person, string id, DateTimeOffset pressedAt, CancellationToken cancellationToken)
    {
        await using var content = await store.OpenAsync(new(conversation, person), Name, cancellationToken);
        var offer = content is null ? null : await JsonSerializer.DeserializeAsync(content, OfferJson.Default.FileOffer, cancellationToken);
        if (offer is null || offer.Person != person)
            return (OfferState.Gone, null);
        return (offer.Id == id && offer.Expires > pressedAt ? OfferState.Stands : OfferState.Stale, offer);
    }

    /// <summary>It was said yes or no to.</summary>
    public Task RemoveAsync(ConversationKey conversation, string person, CancellationToken cancellationToken) => store.RemoveAsync(new(conversation, person), Name, cancellationToken);

    [JsonSerializable(typeof(FileOffer))]
    private sealed partial class OfferJson : JsonSerializerContext;
}
