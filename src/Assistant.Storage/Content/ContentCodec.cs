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
    public SharedContent? RevealShared(string tenant, byte[] stored)
    {
        try
        {
            return protector.RevealShared(tenant, stored);
        }
        catch (ContentErasedException)
        {
            return null;
        }
    }

    public T Read<T>(ContentOwner owner, byte[] stored, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(RevealWritten(owner, stored), type) ?? throw new JsonException($"Stored content of {typeof(T).Name} is null.");

    /// <param name="otherIds">Whose words are in it, besides the owner's: it goes with any of them.</param>
    public byte[] Protect(ContentOwner owner, IReadOnlyList<string> otherIds, byte[] content) =>
        protector.Protect(owner, otherIds.Count == 0 ? content : protector.ProtectShared([.. otherIds.Select(id => owner with { SubjectId = id })], content));

    public byte[] Protect(ContentOwner owner, byte[] content) => protector.Protect(owner, content);

    /// <summary>What <see cref="Write{T}(ContentOwner, T, JsonTypeInfo{T})"/> wrote, also where others' words are in it: bytes of ours, which no person can have begin like something sealed.</summary>
    public byte[] RevealWritten(ContentOwner owner, byte[] stored) => protector.RevealShared(owner.Tenant, protector.Reveal(owner, stored)).Content;

    /// <summary>What <see cref="Protect"/> was given.</summary>
    public byte[] Reveal(ContentOwner owner, byte[] stored) => protector.Reveal(owner, stored);

    public Task ProtectAsync(ContentOwner owner, Stream content, Stream stored, CancellationToken cancellationToken) => protector.ProtectAsync(owner, content, stored, cancellationToken);

    public Task<Stream> RevealAsync(ContentOwner owner, Stream stored, CancellationToken cancellationToken) => protector.RevealAsync(owner, stored, cancellationToken);
}
