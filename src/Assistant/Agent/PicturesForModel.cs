using Assistant.Agent.Kernels;
using Assistant.Agent.Models;
using Assistant.Perception;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace Assistant.Agent;

/// <summary>Passes a message's pictures on to a model that sees, as they are and within bounds; the others it knows by their text only.</summary>
internal sealed class PicturesForModel(IAttachmentStore store, IOptions<ModelOptions> options)
{
    public async Task AddAsync(ChatMessage message, AgentRequest request, CancellationToken cancellationToken)
    {
        foreach (var picture in request.Pictures.Take(options.Value.MaxPictures))
        {
            await using var stream = await store.OpenAsync(new AttachmentOwner(request.Conversation, request.From.Id), picture.Id, cancellationToken);
            if (stream is null || stream.Length > options.Value.MaxPictureBytes)
                continue;
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes, cancellationToken);
            if (TypeOf(bytes) is { } type)
                message.Contents.Add(SentMessages.Of(picture.Id, bytes, type));
        }
    }

    /// <summary>By its first bytes; formats that models do not take are left out.</summary>
    private static string? TypeOf(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "image/png",
        [0xff, 0xd8, 0xff, ..] => "image/jpeg",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "image/gif",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "image/webp",
        _ => null,
    };
}
