using System.Security.Cryptography;
using System.Text;
using Assistant.Conversations;
using Assistant.Perception;
using Assistant.Privacy;
using Assistant.Storage.Content;
using Assistant.Storage.Keys;
using Microsoft.Extensions.Options;

namespace Assistant.Storage.Attachments;

/// <summary>Attachments as files under Data:Directory/attachments, a folder a conversation, named by hashes: nothing a sender chooses becomes a path. Read and written piece by piece, whatever their size. Embedded.</summary>
internal sealed class FileAttachmentStore(IOptions<DataOptions> data, ContentCodec content, KeyStore keys) : IAttachmentStore, IAttachmentRemover, IStoredAttachments
{
    private readonly string _root = Path.Combine(data.Value.EffectiveDirectory, "attachments");

    public async Task<long> SaveAsync(AttachmentOwner owner, string attachmentId, Stream stream, long maxBytes, CancellationToken cancellationToken)
    {
        await using var bounded = new BoundedStream(stream, maxBytes);
        var folder = Folder(owner.Conversation);
        var path = Path.Combine(folder, Hash(attachmentId));
        // A name each: the same message may be uploaded twice at once, when its first connection seemed dead.
        var temporary = $"{path}.{Guid.NewGuid():N}.new";
        try
        {
            Directory.CreateDirectory(folder);
            await using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                await content.ProtectAsync(Owner(owner), bounded, file, cancellationToken);
                file.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e)
        {
            // Where the folder cannot be made, there is nothing to delete either.
            if (Directory.Exists(folder))
                File.Delete(temporary);
            if (!bounded.HasFailed && e is IOException or UnauthorizedAccessException)
                throw new StorageUnavailableException("An attachment cannot be written: is the disk full?", e);
            throw;
        }
        return bounded.BytesRead;
    }

    public async Task<Stream?> OpenAsync(AttachmentOwner owner, string attachmentId, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Folder(owner.Conversation), Hash(attachmentId));
        try
        {
            return File.Exists(path) ? await content.RevealAsync(Owner(owner), Open(path), cancellationToken) : null;
        }
        catch (ContentErasedException)
        {
            return null;
        }
    }

    public Task<bool> RemoveAsync(AttachmentOwner owner, string attachmentId, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Folder(owner.Conversation), Hash(attachmentId));
        var taken = $"{path}.{Guid.NewGuid():N}";
        try
        {
            // Renaming succeeds once; deleting does not tell.
            File.Move(path, taken);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult(false);
        }
        File.Delete(taken);
        return Task.FromResult(true);
    }

    public Task RemoveAsync(ConversationKey conversation, CancellationToken cancellationToken)
    {
        var folder = Folder(conversation);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }

    public Task<long> RemoveAsync(ConversationKey conversation, IReadOnlyCollection<string> attachmentIds, CancellationToken cancellationToken)
    {
        var (folder, count) = (Folder(conversation), 0L);
        foreach (var path in attachmentIds.Select(id => Path.Combine(folder, Hash(id))).Where(File.Exists))
        {
            File.Delete(path);
            count++;
        }
        return Task.FromResult(count);
    }

    public Task RemoveLeftAsync(ConversationKey conversation, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var folder = Folder(conversation);
        if (!Directory.Exists(folder))
            return Task.CompletedTask;
        foreach (var path in Directory.GetFiles(folder))
            if (File.GetLastWriteTimeUtc(path) < before)
                File.Delete(path);
        RemoveEmpty(folder);
        return Task.CompletedTask;
    }

    public async Task<long> CountSealedAsync(ConversationKey conversation, ulong keyId, CancellationToken cancellationToken) => (await SealedAsync(conversation, keyId, cancellationToken)).Count;

    public async Task<long> RemoveSealedAsync(ConversationKey conversation, ulong keyId, CancellationToken cancellationToken)
    {
        var files = await SealedAsync(conversation, keyId, cancellationToken);
        foreach (var path in files)
            File.Delete(path);
        return files.Count;
    }

    public string PlaceOf(ConversationKey conversation) => Hash(conversation.ToString());

    public string NameOf(string attachmentId) => Hash(attachmentId);

    public Task<IReadOnlyList<string>> PlacesAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>(Directory.Exists(_root) ? [.. Directory.EnumerateDirectories(_root).Select(Path.GetFileName).OfType<string>()] : []);

    public Task<IReadOnlyList<string>> NamesAsync(string place, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([.. Directory.EnumerateFiles(Path.Combine(_root, place)).Select(Path.GetFileName).OfType<string>()]);

    public async Task<ContentOwner?> OwnerAsync(string place, string name, CancellationToken cancellationToken)
    {
        await using var file = Open(Path.Combine(_root, place, name));
        return await SealedFile.KeyIdAsync(file, cancellationToken) is { } keyId ? keys.OwnerOf(keyId) : null;
    }

    public Task RemoveAsync(string place, string name, CancellationToken cancellationToken)
    {
        File.Delete(Path.Combine(_root, place, name));
        RemoveEmpty(Path.Combine(_root, place));
        return Task.CompletedTask;
    }

    private static void RemoveEmpty(string folder)
    {
        try
        {
            Directory.Delete(folder);
        }
        catch (IOException)
        {
            // A file of a message that is on its way.
        }
    }

    private async Task<List<string>> SealedAsync(ConversationKey conversation, ulong keyId, CancellationToken cancellationToken)
    {
        var (folder, found) = (Folder(conversation), new List<string>());
        foreach (var path in Directory.Exists(folder) ? Directory.GetFiles(folder) : [])
        {
            await using var file = Open(path);
            if (await SealedFile.KeyIdAsync(file, cancellationToken) == keyId)
                found.Add(path);
        }
        return found;
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 65_536, FileOptions.Asynchronous);

    private string Folder(ConversationKey conversation) => Path.Combine(_root, PlaceOf(conversation));

    private static ContentOwner Owner(AttachmentOwner owner) => new(owner.Conversation.Tenant, owner.SubjectId);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
