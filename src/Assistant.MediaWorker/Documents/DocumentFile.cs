namespace Assistant.MediaWorker.Documents;

/// <summary>A document being read: its bytes, what its sender called it, its bounds, and the number the next table gets.</summary>
/// <param name="path">Where it lies; null when it came inside another file.</param>
internal sealed class DocumentFile(string? path, Func<Stream> open, string name, string contentType, WorkerLimits limits, CancellationToken cancellationToken)
{
    private int _depth;
    private Counters _counters = new();

    public string? Path { get; } = path;
    public string ContentType { get; } = contentType;
    public WorkerLimits Limits { get; } = limits;
    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>Lower case, without the dot; empty when there is none. A hint among kinds of text, never more.</summary>
    public string Extension { get; } = ExtensionOf(name);

    /// <summary>Files inside files (a mail in a mail) are opened down to a fixed depth.</summary>
    public bool IsNestedTooDeep => _depth >= Limits.MaxDepth;

    public Stream Open() => open();

    /// <summary>A copy in memory that can be written to: opened for reading only, OpenXml makes a temporary file, and the worker may write none. Nothing is saved.</summary>
    public Stream OpenCopy()
    {
        var copy = new MemoryStream();
        copy.Write(ReadAll());
        copy.Position = 0;
        return copy;
    }

    public byte[] ReadAll()
    {
        using var stream = Open();
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Tables are numbered through the whole document, attachments of a mail included.</summary>
    public int NextTable() => _counters.Tables++;

    /// <summary>Pictures are decoded only as far as they may be read; the gap says so.</summary>
    public bool TryTakePicture(out GapPart gap)
    {
        gap = new(AttachmentProblem.TooManyPages, $"pictures after the first {BoundedParts.Number(Limits.MaxPictures)}");
        return ++_counters.Pictures <= Limits.MaxPictures;
    }

    /// <summary>The number of the picture taken last.</summary>
    public int Picture => _counters.Pictures;

    public DocumentFile Inside(byte[] content, string innerName, string innerType) =>
        new(null, () => new MemoryStream(content, writable: false), innerName, innerType, Limits, CancellationToken)
        {
            _depth = _depth + 1,
            _counters = _counters,
        };

    private static string ExtensionOf(string name)
    {
        var dot = name.LastIndexOf('.');
        return dot < 0 ? "" : name[(dot + 1)..].Trim().ToLowerInvariant();
    }

    private sealed class Counters
    {
        public int Tables;
        public int Pictures;
    }
}
