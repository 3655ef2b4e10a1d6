namespace Assistant.Privacy;

/// <summary>The one seam through which every stored byte of content passes, on its way in and out: plain today, encrypted by person later.</summary>
public interface IContentProtector
{
    byte[] Protect(ContentOwner owner, byte[] content);

    byte[] Reveal(ContentOwner owner, byte[] stored);
}

/// <summary>Whose content: the tenant and the person whom erasure would name.</summary>
public readonly record struct ContentOwner(string Tenant, string SubjectId);

/// <summary>Stores content as it is.</summary>
internal sealed class PlainContentProtector : IContentProtector
{
    public byte[] Protect(ContentOwner owner, byte[] content) => content;

    public byte[] Reveal(ContentOwner owner, byte[] stored) => stored;
}
