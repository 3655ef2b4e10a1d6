namespace Assistant.Inference.Models.Onnx;

/// <summary>Reads a file's graph and changes it where it is of the kind that is looked for.</summary>
internal static class OnnxEditing
{
    /// <summary>A protocol buffer has at most 2 GB; larger models keep their weights beside it.</summary>
    private const long LargestFile = int.MaxValue - 65_536;

    /// <param name="plan">The changes; null when there are none to make.</param>
    /// <returns>The changed model; null when nothing is changed, when its weights are links to files elsewhere, or the file cannot be read: whoever loads it says why.</returns>
    public static byte[]? Edit(string path, Func<OnnxOutline, OnnxEdit?> plan)
    {
        try
        {
            // ONNX Runtime takes weights that lie elsewhere only together with the file that they lie beside.
            if (OnnxFileSize.External(path).Any(name => new FileInfo(Path.Combine(Path.GetDirectoryName(path) ?? "", name)).LinkTarget is not null))
                return null;
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 1 << 16);
            return file.Length <= LargestFile && OnnxOutline.Read(file) is { } outline && plan(outline) is { } edit ? edit.Apply(file) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
