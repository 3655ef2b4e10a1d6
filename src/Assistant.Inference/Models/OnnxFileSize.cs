using System.Globalization;

namespace Assistant.Inference.Models;

/// <summary>
/// How large the files of an ONNX model must be, as the model itself tells: every part of it (a protocol buffer) begins with its length, and weights kept in files
/// of their own are listed with offset and length. Reads the lengths, not the weights.
/// </summary>
internal static class OnnxFileSize
{
    private const int Graph = 7, Initializer = 5, ExternalData = 13, Key = 1, Value = 2;

    /// <summary>What model files take on disk, with their weights where these lie in files of their own; what is missing takes nothing.</summary>
    public static long Bytes(params ReadOnlySpan<string?> paths)
    {
        var bytes = 0L;
        foreach (var path in paths)
            if (path is not null)
                bytes += ModelLocator.Size(path) + External(path).Sum(name => ModelLocator.Size(Path.Combine(Path.GetDirectoryName(path) ?? "", name)));
        return bytes;
    }

    /// <summary>The names of the files beside a model that hold its weights, as it says itself; none when it cannot be read.</summary>
    public static IReadOnlyCollection<string> External(string path)
    {
        var external = new Dictionary<string, long>(StringComparer.Ordinal);
        try
        {
            using var file = File.OpenRead(path);
            _ = ReadModel(file, external);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // What was read until then counts.
        }
        return external.Keys;
    }

    /// <summary>The file that is too short and the fewest bytes that it must have; null when none is, or when what is there does not tell.</summary>
    public static (string Path, long Needed)? Shortage(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var external = new Dictionary<string, long>(StringComparer.Ordinal);
            return ReadModel(file, external) is { } needed ? (path, needed) : ShortOf(Path.GetDirectoryName(path) ?? "", external);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <returns>How many bytes there must be; null when the file is as long as it says, or is no such file.</returns>
    private static long? ReadModel(Stream file, Dictionary<string, long> external)
    {
        var model = new ProtoFields(file);
        while (model.Next())
            if (model.Number == Graph)
                for (var parts = model.Parts; parts.Next();)
                    if (parts.Number == Initializer)
                        ReadTensor(parts.Parts, external);
        return model.Needed;
    }

    private static void ReadTensor(ProtoFields tensor, Dictionary<string, long> external)
    {
        var entries = new Dictionary<string, string>(StringComparer.Ordinal);
        while (tensor.Next())
            if (tensor.Number == ExternalData)
            {
                var (key, value) = ("", "");
                for (var entry = tensor.Parts; entry.Next();)
                    (key, value) = entry.Number switch { Key => (entry.Text, value), Value => (key, entry.Text), _ => (key, value) };
                entries[key] = value;
            }
        if (entries.TryGetValue("location", out var location))
            external[location] = Math.Max(external.GetValueOrDefault(location), Number(entries, "length") is { } length ? (Number(entries, "offset") ?? 0) + length : 0);
    }

    private static long? Number(Dictionary<string, string> entries, string key) =>
        entries.TryGetValue(key, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static (string Path, long Needed)? ShortOf(string folder, Dictionary<string, long> external)
    {
        foreach (var (location, needed) in external)
            if (Path.GetFullPath(Path.Combine(folder, location)) is var file && (!File.Exists(file) || ModelLocator.Size(file) < needed))
                return (file, needed);
        return null;
    }
}
