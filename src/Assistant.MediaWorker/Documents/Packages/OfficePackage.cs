using DocumentFormat.OpenXml.Packaging;

namespace Assistant.MediaWorker.Documents.Packages;

/// <summary>How Office files are opened, and their parts read, within bounds.</summary>
internal static class OfficePackage
{
    public static OpenSettings Settings(DocumentFile file) => new() { AutoSave = false, MaxCharactersInPart = file.Limits.MaxUnpackedBytes };

    /// <summary>A binary part; one that unpacks to more than it said is stopped.</summary>
    public static byte[] Bytes(OpenXmlPart part, WorkerLimits limits)
    {
        using var stream = part.GetStream(FileMode.Open, FileAccess.Read);
        using var bytes = new MemoryStream();
        var buffer = new byte[81_920];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > limits.MaxUnpackedBytes)
                throw new MediaException(AttachmentProblem.TooLarge, $"more than {limits.MaxUnpackedBytes / (1024 * 1024)} MB unpacked");
        }
        return bytes.ToArray();
    }
}
