namespace Assistant.Inference.Models;

/// <summary>The names under which exports keep one model in several precisions (model_quantized.onnx, model_q4f16.onnx).</summary>
internal static class OnnxVariants
{
    // Eight bits are smallest for what they keep, halves are slow on processors, mixtures of them are the last choice.
    private static readonly string[] s_suffixes = ["_quantized", "_int8", "_uint8", "", "_q4", "_fp16", "_q4f16", "_bnb4"];

    /// <summary>About how many weights files of any precision hold, by their names and by their bytes, those beside them included: for comparing models. What is missing holds none.</summary>
    public static double Weights(params ReadOnlySpan<string?> paths)
    {
        var weights = 0.0;
        foreach (var path in paths)
            if (path is not null)
                weights += OnnxFileSize.Bytes(path) / BytesOfOne(Path.GetFileNameWithoutExtension(path));
        return weights;
    }

    /// <summary>A path without its precision and its ending: the same for all precisions of a model.</summary>
    public static string StemOf(string path)
    {
        var stem = path[..^Path.GetExtension(path).Length];
        return stem[..^s_suffixes.Where(suffix => stem.EndsWith(suffix, StringComparison.Ordinal)).Max(suffix => suffix.Length)];
    }

    /// <summary>With four bits some tensors keep more.</summary>
    private static double BytesOfOne(string name) => s_suffixes.Where(suffix => name.EndsWith(suffix, StringComparison.Ordinal)).MaxBy(suffix => suffix.Length) switch
    {
        "_quantized" or "_int8" or "_uint8" => 1,
        "_q4" or "_q4f16" or "_bnb4" => 0.75,
        "_fp16" => 2,
        _ => 4,
    };

    /// <summary>All names of a file without ".onnx", the preferred first.</summary>
    /// <param name="first">Suffixes that this kind of model prefers; the others follow.</param>
    public static string[] Of(string stem, params ReadOnlySpan<string> first) => [.. first.ToArray().Union(s_suffixes).Select(suffix => stem + suffix)];
}
