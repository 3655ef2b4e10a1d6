using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Models;

/// <summary>What ONNX Runtime says when no file is to blame.</summary>
internal static class PassingFailure
{
    private const string TriedAgain = "It is tried again later";
    private const string ScarceMemory = "Take a smaller model, or have fewer at once (Inference:MemoryLimit). " + TriedAgain;

    /// <returns>Null when the file is to blame, as far as ONNX Runtime tells.</returns>
    public static ModelFileException? Of(string path, OnnxRuntimeException e) =>
        Says(e, "bad_alloc", "bad allocation", "allocate memory") ? new(path, new InsufficientMemoryException(e.Message, e), "there is not enough memory for it", advice: ScarceMemory)
        : Says(e, "Too many open files") ? new(path, new IOException(e.Message, e), "this process has too many files open", advice: TriedAgain) : null;

    private static bool Says(OnnxRuntimeException e, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (e.Message.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }
}
