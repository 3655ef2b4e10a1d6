namespace Assistant.Privacy;

/// <summary>The one seam through which every stored byte of content passes, on its way in and out: under its person's key, so that what is destroyed with that key cannot be read any more. Thread-safe.</summary>
public interface IContentProtector
{
    byte[] Protect(ContentOwner owner, byte[] content);

    /// <summary>What <see cref="Protect"/> was given, byte for byte: a person's own bytes may look like something sealed, and are not opened.</summary>
    /// <exception cref="ContentErasedException">The owner has been erased.</exception>
    byte[] Reveal(ContentOwner owner, byte[] stored);

    /// <summary>
    /// Content that holds the words of several people, to be protected once more for the one whose row it stands in: it goes with any of them.
    /// Makes no keys: whoever has none has just been erased, and then nobody can read it.
    /// </summary>
    byte[] ProtectShared(IReadOnlyList<ContentOwner> owners, byte[] content);

    /// <summary>What <see cref="ProtectShared"/> gave, and for whom, as far as that shows.</summary>
    /// <param name="tenant">Of all of them.</param>
    /// <param name="stored">Never bytes that a person gave: whoever's envelope they are, it would be opened for them.</param>
    /// <exception cref="ContentErasedException">One of them has been erased.</exception>
    SharedContent RevealShared(string tenant, byte[] stored);

    /// <summary>The same for a file, which may be larger than what memory should hold of it.</summary>
    Task ProtectAsync(ContentOwner owner, Stream content, Stream stored, CancellationToken cancellationToken);

    /// <summary>What <see cref="ProtectAsync"/> stored, as a stream that can be sought; takes over <paramref name="stored"/>.</summary>
    /// <exception cref="ContentErasedException">The owner has been erased.</exception>
    Task<Stream> RevealAsync(ContentOwner owner, Stream stored, CancellationToken cancellationToken);
}

/// <param name="Owners">Whose words it holds.</param>
public sealed record SharedContent(byte[] Content, IReadOnlyList<ContentOwner> Owners);

/// <summary>Whose content: the tenant and the person whom erasure would name.</summary>
public readonly record struct ContentOwner(string Tenant, string SubjectId)
{
    /// <summary>The owner of what belongs to a whole conversation, such as working memory: its key goes with the conversation, or with any of its people.</summary>
    public static ContentOwner Of(Conversations.ConversationKey conversation) => new(conversation.Tenant, $"conversation:{conversation.Channel}/{conversation.Id}");
}
