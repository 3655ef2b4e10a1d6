using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Assistant.Privacy;

namespace Assistant.Storage.Content;

/// <summary>Turns content into stored bytes and back, always through the protector.</summary>
internal sealed class ContentCodec(IContentProtector protector)
{
    public byte[] Write<T>(ContentOwner owner, T value, JsonTypeInfo<T> type) => protector.Protect(owner, JsonSerializer.SerializeToUtf8Bytes(value, type));

    public T Read<T>(ContentOwner owner, byte[] stored, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(protector.Reveal(owner, stored), type) ?? throw new JsonException($"Stored content of {typeof(T).Name} is null.");

    public byte[] Protect(ContentOwner owner, byte[] content) => protector.Protect(owner, content);

    public byte[] Reveal(ContentOwner owner, byte[] stored) => protector.Reveal(owner, stored);

    public Task ProtectAsync(ContentOwner owner, Stream content, Stream stored, CancellationToken cancellationToken) => protector.ProtectAsync(owner, content, stored, cancellationToken);

    public Task<Stream> RevealAsync(ContentOwner owner, Stream stored, CancellationToken cancellationToken) => protector.RevealAsync(owner, stored, cancellationToken);
}
