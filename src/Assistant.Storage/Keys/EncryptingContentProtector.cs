using Assistant.Privacy;
using Microsoft.Extensions.Options;

namespace Assistant.Storage.Keys;

/// <summary>Content under its person's key. What was stored before encryption, or with it switched off, is read as it is.</summary>
internal sealed class EncryptingContentProtector(SubjectKeys keys, IOptions<PrivacyOptions> options) : IContentProtector
{
    public byte[] Protect(ContentOwner owner, byte[] content)
    {
        if (!options.Value.Encryption)
            return content;
        var key = keys.ForWriting(owner);
        return SealedEnvelope.Seal(key.Id, key.Bytes, content);
    }

    public byte[] Reveal(ContentOwner owner, byte[] stored) =>
        SealedEnvelope.Is(stored) ? SealedEnvelope.Open(keys.ForReading(owner, SealedEnvelope.KeyId(stored)).Bytes, stored) : stored;

    public byte[] ProtectShared(IReadOnlyList<ContentOwner> owners, byte[] content)
    {
        if (!options.Value.Encryption)
            return content;
        foreach (var owner in owners)
        {
            var key = keys.Existing(owner) ?? SubjectKey.Lost;
            content = SealedEnvelope.Seal(key.Id, key.Bytes, content);
        }
        return content;
    }

    public SharedContent RevealShared(string tenant, byte[] stored)
    {
        var owners = new List<ContentOwner>();
        while (SealedEnvelope.Is(stored))
        {
            var (owner, key) = keys.ForReading(SealedEnvelope.KeyId(stored));
            if (owner.Tenant != tenant)
                throw new InvalidDataException("Stored content is damaged: a part of it is another tenant's.");
            owners.Add(owner);
            stored = SealedEnvelope.Open(key.Bytes, stored);
        }
        return new(stored, owners);
    }

    public Task ProtectAsync(ContentOwner owner, Stream content, Stream stored, CancellationToken cancellationToken)
    {
        if (!options.Value.Encryption)
            return content.CopyToAsync(stored, cancellationToken);
        var key = keys.ForWriting(owner);
        return SealedFile.SealAsync(key.Id, key.Bytes, content, stored, cancellationToken);
    }

    public async Task<Stream> RevealAsync(ContentOwner owner, Stream stored, CancellationToken cancellationToken)
    {
        try
        {
            return await SealedFile.KeyIdAsync(stored, cancellationToken) is { } keyId ? SealedFile.Open(stored, keys.ForReading(owner, keyId).Bytes) : stored;
        }
        catch
        {
            await stored.DisposeAsync();
            throw;
        }
    }
}
