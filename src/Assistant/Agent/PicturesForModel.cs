using Assistant.Agent.Kernels;
using Assistant.Agent.Models;
using Assistant.Perception;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace Assistant.Agent;

/// <summary>
/// Passes pictures on to a model that sees: this message's, then the newest of earlier ones, within bounds. As they are where models take them so; else upright, smaller and as JPEG, without what a
/// camera wrote beside the pixels (place, time, device). The model knows the others by their text only.
/// </summary>
internal sealed class PicturesForModel(IAttachmentStore store, IMediaReader media, IOptions<ModelOptions> options)
{
    private static readonly byte[] s_exif = "Exif\0\0"u8.ToArray();

    public async Task<ShownPictures> OpenAsync(AgentRequest request, LanguageModelInfo model, CancellationToken cancellationToken)
    {
        if (!model.Sees)
            return ShownPictures.None;
        var bounds = options.Value;
        var shown = new List<ShownPicture>();
        var missed = new List<Evidence>();
        foreach (var picture in request.Pictures)
        {
            if (shown.Count < bounds.MaxPictures && await OpenAsync(request, picture, cancellationToken) is { } content)
                shown.Add(new(picture, content, IsEarlier: false));
            else
                missed.Add(picture);
        }
        foreach (var picture in request.EarlierPictures.Take(Math.Min(bounds.MaxEarlierPictures, bounds.MaxPictures - shown.Count)))
        {
            if (await OpenAsync(request, picture, cancellationToken) is { } content)
                shown.Add(new(picture, content, IsEarlier: true));
        }
        return new(shown, missed);
    }

    /// <returns>Null for one that is gone, or too large even when made smaller.</returns>
    private async Task<DataContent?> OpenAsync(AgentRequest request, Evidence picture, CancellationToken cancellationToken)
    {
        await using var file = await store.OpenAsync(new AttachmentOwner(request.Conversation, picture.PersonId ?? request.From.Id), picture.AttachmentId!, cancellationToken);
        if (file is null)
            return null;
        if (await AsItIsAsync(file, picture, cancellationToken) is { } same)
            return same;
        file.Position = 0;
        try
        {
            var jpeg = await media.EncodePictureAsync(file, picture.Source, options.Value.MaxPictureSide, cancellationToken);
            return jpeg.Length <= options.Value.MaxPictureBytes ? SentMessages.Of(picture.AttachmentId!, jpeg, "image/jpeg") : null;
        }
        catch (MediaException)
        {
            return null;
        }
    }

    private async Task<DataContent?> AsItIsAsync(Stream file, Evidence picture, CancellationToken cancellationToken)
    {
        if (file.Length > options.Value.MaxPictureBytes || Math.Max(picture.Width, picture.Height) > options.Value.MaxPictureSide)
            return null;
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes, cancellationToken);
        return TypeOf(bytes) is { } type && bytes.AsSpan().IndexOf(s_exif) < 0 ? SentMessages.Of(picture.AttachmentId!, bytes, type) : null;
    }

    /// <summary>By its first bytes; an animation is none that models take.</summary>
    private static string? TypeOf(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "image/png",
        [0xff, 0xd8, 0xff, ..] => "image/jpeg",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', (byte)'V', (byte)'P', (byte)'8', not (byte)'X', ..] => "image/webp",
        _ => null,
    };
}
