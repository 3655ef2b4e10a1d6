using System.Globalization;
using System.Text;

namespace Assistant.Inference.Models;

/// <summary>
/// How large the files of an ONNX model must be, as the model itself tells: every part of it (a protocol buffer) begins with its length, and weights kept in files
/// of their own are listed with offset and length. Reads the lengths, not the weights.
/// </summary>
internal static class OnnxFileSize
{
    private const int Graph = 7, Initializer = 5, ExternalData = 13, Key = 1, Value = 2;
    private const int LongestText = 4096;

    /// <summary>What model files take on disk, with their weights where these lie beside them (NAME_data, NAME.data); what is missing takes nothing.</summary>
    public static long Bytes(params ReadOnlySpan<string?> paths)
    {
        var bytes = 0L;
        foreach (var path in paths)
            foreach (var suffix in (ReadOnlySpan<string>)["", "_data", ".data"])
                if (path is not null && new FileInfo(path + suffix) is { Exists: true } file)
                    bytes += file.Length;
        return bytes;
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
    private static long? ReadModel(FileStream file, Dictionary<string, long> external)
    {
        while (ReadField(file) is { } field)
        {
            var end = file.Position + field.Length;
            if (end > file.Length)
                return end;
            if (field.Number == Graph)
                ReadParts(file, end, Initializer, (tensor, stop) => ReadTensor(tensor, stop, external));
            file.Position = end;
        }
        return null;
    }

    private static void ReadTensor(FileStream file, long end, Dictionary<string, long> external)
    {
        var entries = new Dictionary<string, string>(StringComparer.Ordinal);
        ReadParts(file, end, ExternalData, (entry, stop) =>
        {
            var (key, value) = ("", "");
            ReadParts(entry, stop, Key, (text, last) => key = ReadText(text, last));
            ReadParts(entry, stop, Value, (text, last) => value = ReadText(text, last));
            entries[key] = value;
        });
        if (entries.TryGetValue("location", out var location) && Number(entries, "length") is { } length)
            external[location] = Math.Max(external.GetValueOrDefault(location), (Number(entries, "offset") ?? 0) + length);
    }

    /// <summary>Calls for each part with one number between here and the end, and comes back to where it began.</summary>
    private static void ReadParts(FileStream file, long end, int number, Action<FileStream, long> read)
    {
        var start = file.Position;
        while (file.Position < end && ReadField(file) is { } field)
        {
            var stop = file.Position + field.Length;
            if (stop > end)
                break;
            if (field.Number == number)
                read(file, stop);
            file.Position = stop;
        }
        file.Position = start;
    }

    private static string ReadText(FileStream file, long end)
    {
        var bytes = new byte[Math.Min(end - file.Position, LongestText)];
        file.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    private static long? Number(Dictionary<string, string> entries, string key) =>
        entries.TryGetValue(key, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static (string Path, long Needed)? ShortOf(string folder, Dictionary<string, long> external)
    {
        foreach (var (location, needed) in external)
            if (new FileInfo(Path.Combine(folder, location)) is var file && (!file.Exists || file.Length < needed))
                return (file.FullName, needed);
        return null;
    }

    /// <summary>The next field and how many bytes of it follow; null at the end and where no field can be.</summary>
    private static (long Number, long Length)? ReadField(FileStream file)
    {
        if (ReadNumber(file) is not { } tag || tag >> 3 == 0)
            return null;
        long? length = (tag & 7) switch
        {
            0 => ReadNumber(file) is null ? null : 0,
            1 => 8,
            2 => ReadNumber(file),
            5 => 4,
            _ => null,
        };
        return length is >= 0 and < long.MaxValue / 2 ? (tag >> 3, length.Value) : null;
    }

    /// <summary>Seven bits a byte, the lowest first; null when the file ends within.</summary>
    private static long? ReadNumber(FileStream file)
    {
        long number = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = file.ReadByte();
            if (next < 0)
                return null;
            number |= (long)(next & 0x7f) << shift;
            if ((next & 0x80) == 0)
                return number;
        }
        return null;
    }
}
