namespace Assistant.Inference.Models;

/// <summary>A model file cannot be used. The message is for operators: it names the file, its size and what to do.</summary>
public sealed class ModelFileException(string path, Exception? inner = null, string? reason = null)
    : Exception($"The model file {path} ({Describe(path)}) cannot be loaded{(reason is null ? "" : $": {reason}")}. Copy it again from its source; the feature that needs it is off until then.", inner)
{
    public string Path { get; } = path;

    private static string Describe(string path) => File.Exists(path) ? $"{new FileInfo(path).Length:N0} bytes" : "missing";
}
