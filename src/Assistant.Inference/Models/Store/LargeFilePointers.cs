namespace Assistant.Inference.Models.Store;

/// <summary>
/// A clone whose large files were only fetched in part holds pointers of Git LFS in place of the others. Where a model's file is whole in one precision, the other precisions can be done without, and
/// so can weights for other programs.
/// </summary>
internal static class LargeFilePointers
{
    private const string Onnx = ".onnx";

    // What goes with a model whatever its precision.
    private static readonly string[] s_read = [".json", ".jinja", ".txt", ".model"];

    /// <summary>The files that are left out; none when what is there does not suffice.</summary>
    /// <param name="files">Relative, with '/'.</param>
    public static IReadOnlyList<string> Dispensable(string folder, IReadOnlyList<string> files)
    {
        var pointers = files.Where(file => ModelFileCheck.IsPointer(Path.Combine(folder, file))).ToHashSet(StringComparer.Ordinal);
        if (pointers.Count == 0)
            return [];
        var broken = files.Where(file => file.EndsWith(Onnx, StringComparison.Ordinal) && Parts(folder, file).Any(pointers.Contains)).ToHashSet(StringComparer.Ordinal);
        var whole = files.Where(file => file.EndsWith(Onnx, StringComparison.Ordinal) && !broken.Contains(file)).Select(OnnxVariants.StemOf).ToHashSet(StringComparer.Ordinal);
        var left = broken.Where(file => whole.Contains(OnnxVariants.StemOf(file))).ToHashSet(StringComparer.Ordinal);
        return [.. files.Where(file => left.Contains(file) || (pointers.Contains(file) && (OwnerOf(file) is { } owner ? left.Contains(owner) : whole.Count > 0 && !file.EndsWith(Onnx, StringComparison.Ordinal) && !s_read.Contains(Path.GetExtension(file)))))];
    }

    private static IEnumerable<string> Parts(string folder, string file) => [file, .. OnnxFileSize.External(Path.Combine(folder, file)).Select(name => file[..(file.LastIndexOf('/') + 1)] + name)];

    /// <summary>The model that a file of weights lies beside (model.onnx_data); null when it is none.</summary>
    private static string? OwnerOf(string file) => file.LastIndexOf(Onnx + "_", StringComparison.Ordinal) is >= 0 and var at ? file[..(at + Onnx.Length)] : null;
}
