using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Assistant.Privacy;

namespace Assistant.Storage.Content;

/// <summary>Turns content into stored bytes and back, always through the protector.</summary>
internal sealed class ContentCodec(IContentProtector protector)
{
    public byte[] Write<T>(ContentOwner owner, T value, JsonTypeInfo<T> type) => protector.Protect(owner, JsonSerializer.SerializeToUtf8Bytes(value, type));

    /// <param name="otherIds">Whose words are in it, besides the owner's: it goes with any of them.</param>
    public byte[] Write<T>(ContentOwner owner, IReadOnlyList<string> otherIds, T value, JsonTypeInfo<T> type) =>
        otherIds.Count == 0 ? Write(owner, value, type) : protector.Protect(owner, WriteShared(owner, otherIds, value, type));

    /// <summary>The same for what stands within the owner's content, which is protected for them as a whole.</summary>
    public byte[] WriteShared<T>(ContentOwner owner, IReadOnlyList<string> otherIds, T value, JsonTypeInfo<T> type) =>
        protector.ProtectShared([.. otherIds.Select(id => owner with { SubjectId = id })], JsonSerializer.SerializeToUtf8Bytes(value, type));

    /// <summary>Null when somebody whose words are in it has been erased.</summary>
    public SharedContent? RevealShared(byte[] stored)
    {
        try
        {
            return protector.RevealShared(stored);
        }
        catch (ContentErasedException)
        {
            return null;
        }
    }

    public T Read<T>(ContentOwner owner, byte[] stored, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(protector.Reveal(owner, stored), type) ?? throw new JsonException($"Stored content of {typeof(T).Name} is null.");

    public byte[] Protect(ContentOwner owner, byte[] content) => protector.Protect(owner, content);

    public byte[] Reveal(ContentOwner owner, byte[] stored) => protector.Reveal(owner, stored);

    public Task ProtectAsync(ContentOwner owner, Stream content, Stream stored, CancellationToken cancellationToken) => protector.ProtectAsync(owner, content, stored, cancellationToken);

    public Task<Stream> RevealAsync(ContentOwner owner, Stream stored, CancellationToken cancellationToken) => protector.RevealAsync(owner, stored, cancellationToken);
}
