namespace Assistant.Inference.Models;

/// <summary>A model file cannot be used. The message is for operators: it names the file, its size, the size that it should have where that is known, and what to do.</summary>
/// <param name="advice">What to do; null has it copied again.</param>
/// <param name="needed">Bytes that the file must have at least; null when that is not known or not what is wrong.</param>
public sealed class ModelFileException(string path, Exception? inner = null, string? reason = null, long? needed = null, string? advice = null)
    : Exception($"The model file {path} ({Describe(path, needed)}) cannot be loaded{(reason is null ? "" : $": {reason}")}. {advice ?? "Copy it again from its source"}; the feature that needs it is off until then.", inner)
{
    public string Path { get; } = path;

    /// <summary>The file itself may be as it should be: it is being replaced, may not be read now, or memory or open files ran out.</summary>
    public bool MayPass { get; } = inner is OutOfMemoryException or UnauthorizedAccessException or (IOException and not EndOfStreamException) || !File.Exists(path);

    private static string Describe(string path, long? needed) =>
        (File.Exists(path) ? $"{ModelLocator.Size(path):N0} bytes" : "missing") + (needed is null ? "" : $", expected at least {needed:N0} bytes");
}
