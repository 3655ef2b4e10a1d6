namespace Assistant.Inference.Models;

/// <summary>The names under which exports keep one model in several precisions (model_quantized.onnx, model_q4f16.onnx).</summary>
internal static class OnnxVariants
{
    // Eight bits are smallest for what they keep, halves are slow on processors, mixtures of them are the last choice.
    private static readonly string[] s_suffixes = ["_quantized", "_int8", "_uint8", "", "_q4", "_fp16", "_q4f16", "_bnb4"];

    /// <summary>A path without its precision and its ending: the same for all precisions of a model.</summary>
    public static string StemOf(string path)
    {
        var stem = path[..^Path.GetExtension(path).Length];
        return stem[..^s_suffixes.Where(suffix => stem.EndsWith(suffix, StringComparison.Ordinal)).Max(suffix => suffix.Length)];
    }

    /// <summary>All names of a file without ".onnx", the preferred first.</summary>
    /// <param name="first">Suffixes that this kind of model prefers; the others follow.</param>
    public static string[] Of(string stem, params ReadOnlySpan<string> first) => [.. first.ToArray().Union(s_suffixes).Select(suffix => stem + suffix)];
}
