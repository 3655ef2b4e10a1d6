using System.Security.Cryptography;
using System.Text;
using Assistant.Conversations;
using Assistant.Perception;
using Assistant.Privacy;
using Assistant.Storage.Content;
using Microsoft.Extensions.Options;

namespace Assistant.Storage.Attachments;

/// <summary>Attachments as files under Data:Directory/attachments, a folder a conversation, named by hashes: nothing a sender chooses becomes a path. Embedded.</summary>
internal sealed class FileAttachmentStore(IOptions<DataOptions> data, ContentCodec content) : IAttachmentStore, IAttachmentRemover
{
    private readonly string _root = Path.Combine(data.Value.EffectiveDirectory, "attachments");

    public async Task<long> SaveAsync(AttachmentOwner owner, string attachmentId, Stream stream, long maxBytes, CancellationToken cancellationToken)
    {
        var bytes = await BoundedBytes.ReadAsync(stream, maxBytes, cancellationToken);
        var folder = Folder(owner.Conversation);
        var path = Path.Combine(folder, Hash(attachmentId));
        var temporary = path + ".new";
        try
        {
            Directory.CreateDirectory(folder);
            var stored = content.Protect(Owner(owner), bytes);
            await using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                await file.WriteAsync(stored, cancellationToken);
                file.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
            throw new StorageUnavailableException("An attachment cannot be written: is the disk full?", e);
        }
        return bytes.Length;
    }

    public async Task<Stream?> OpenAsync(AttachmentOwner owner, string attachmentId, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Folder(owner.Conversation), Hash(attachmentId));
        return File.Exists(path) ? new MemoryStream(content.Reveal(Owner(owner), await File.ReadAllBytesAsync(path, cancellationToken)), writable: false) : null;
    }

    public Task RemoveAsync(ConversationKey conversation, CancellationToken cancellationToken)
    {
        var folder = Folder(conversation);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }

    private string Folder(ConversationKey conversation) => Path.Combine(_root, Hash(conversation.ToString()));

    private static ContentOwner Owner(AttachmentOwner owner) => new(owner.Conversation.Tenant, owner.SubjectId);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
