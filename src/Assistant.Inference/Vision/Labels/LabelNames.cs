using System.Globalization;
using System.Text.Json;
using Assistant.Inference.Models;

namespace Assistant.Inference.Vision.Labels;

/// <summary>Names of a model's classes: id2label of a config.json, or the Python dictionary that YOLO exports carry as metadata.</summary>
internal static class LabelNames
{
    private const int Most = 100_000;

    /// <returns>By class; null when there is no file or it names none.</returns>
    /// <exception cref="ModelFileException">It is not JSON, or names classes by something else than numbers from 0.</exception>
    public static string[]? Read(string config)
    {
        if (!File.Exists(config))
            return null;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(config));
            return document.RootElement.TryGetProperty("id2label", out var labels)
                ? ByNumber(labels.EnumerateObject().Select(label => (int.Parse(label.Name, CultureInfo.InvariantCulture), label.Value.GetString() ?? "")))
                : null;
        }
        catch (Exception e) when (e is JsonException or FormatException or OverflowException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            throw new ModelFileException(config, e, e.Message.TrimEnd('.'));
        }
    }

    /// <summary>{0: 'person', 1: "traffic light"}: the keys are numbers, the names quoted either way.</summary>
    public static string[]? Parse(string dictionary)
    {
        var names = new List<(int, string)>();
        for (var at = dictionary.IndexOf('{') + 1; at > 0 && at < dictionary.Length;)
        {
            var colon = dictionary.IndexOf(':', at);
            if (colon < 0 || !int.TryParse(dictionary.AsSpan(at, colon - at).Trim(" ,'\""), CultureInfo.InvariantCulture, out var number))
                break;
            var open = dictionary.AsSpan(colon).IndexOfAny('\'', '"') + colon;
            if (open < colon)
                break;
            var close = dictionary.IndexOf(dictionary[open], open + 1);
            if (close < 0)
                break;
            names.Add((number, dictionary[(open + 1)..close]));
            at = close + 1;
        }
        return ByNumber(names);
    }

    private static string[]? ByNumber(IEnumerable<(int Number, string Name)> names)
    {
        var all = names.ToArray();
        if (all.Length == 0)
            return null;
        var result = new string[all.Max(name => name.Number) is >= 0 and < Most and var last ? last + 1 : throw new FormatException("a class has no possible number")];
        Array.Fill(result, "");
        foreach (var (number, name) in all)
            result[number >= 0 ? number : throw new FormatException($"a class has the number {number}")] = name;
        return result;
    }
}
