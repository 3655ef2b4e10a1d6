using System.IO.Compression;

namespace Assistant.MediaWorker.Documents.Packages;

/// <summary>Looks into a zip without unpacking it: what kind of document it is, and whether it would unpack to more than is allowed.</summary>
internal static class ZipPackage
{
    private const int MostEntries = 20_000;

    /// <exception cref="MediaException">Not a document that is read here, a bomb, or damaged.</exception>
    public static DocumentKind FormatOf(DocumentFile file)
    {
        using var stream = file.Open();
        using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
        Check(zip, file.Limits);
        var names = zip.Entries.Select(entry => entry.FullName.Replace('\\', '/')).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (zip.GetEntry("mimetype") is { } kind)
            return OpenDocumentKind(kind);
        if (!names.Contains("[Content_Types].xml"))
            throw new MediaException(AttachmentProblem.Unsupported, Archive(names));
        return names.Contains("xl/workbook.bin") ? throw new MediaException(AttachmentProblem.Unsupported, "XLSB")
            : names.Contains("word/document.xml") || names.Any(name => name.StartsWith("word/", StringComparison.OrdinalIgnoreCase)) ? DocumentKind.Word
            : names.Any(name => name.StartsWith("xl/", StringComparison.OrdinalIgnoreCase)) ? DocumentKind.Excel
            : names.Any(name => name.StartsWith("ppt/", StringComparison.OrdinalIgnoreCase)) ? DocumentKind.PowerPoint
            : throw new MediaException(AttachmentProblem.Unsupported, names.Any(name => name.StartsWith("visio/", StringComparison.OrdinalIgnoreCase)) ? "VSDX" : "ZIP");
    }

    /// <summary>The sizes that the directory declares; a part that lies about its size is stopped while it is read.</summary>
    private static void Check(ZipArchive zip, WorkerLimits limits)
    {
        if (zip.Entries.Count > MostEntries)
            throw new MediaException(AttachmentProblem.TooLarge, $"{BoundedParts.Number(zip.Entries.Count)} parts");
        var unpacked = 0L;
        foreach (var entry in zip.Entries)
        {
            unpacked += entry.Length;
            if (unpacked > limits.MaxUnpackedBytes || unpacked < 0)
                throw new MediaException(AttachmentProblem.TooLarge, $"more than {limits.MaxUnpackedBytes / (1024 * 1024)} MB unpacked");
        }
    }

    private static DocumentKind OpenDocumentKind(ZipArchiveEntry kind)
    {
        using var reader = new StreamReader(kind.Open());
        var buffer = new char[100];
        var type = new string(buffer, 0, reader.ReadBlock(buffer)).Trim();
        return type.StartsWith("application/vnd.oasis.opendocument.", StringComparison.Ordinal) ? DocumentKind.OpenDocument
            : throw new MediaException(AttachmentProblem.Unsupported, type == "application/epub+zip" ? "EPUB" : "ZIP");
    }

    private static string Archive(HashSet<string> names) =>
        names.Contains("META-INF/MANIFEST.MF") ? "JAR"
        : names.Contains("Index/Document.iwa") || names.Contains("Index.zip") || names.Any(name => name.EndsWith(".iwa", StringComparison.OrdinalIgnoreCase)) ? "iWork"
        : names.Contains("AndroidManifest.xml") ? "APK"
        : names.Contains("doc.kml") ? "KMZ"
        : "ZIP";
}
