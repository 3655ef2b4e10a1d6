using System.Text.Json;

namespace Assistant.Inference.Tokenizers.Splitting;

/// <summary>Reads the pre-tokeniser.</summary>
internal static class Splitters
{
    public static SplitterSequence Read(JsonElement? part) => new(part is { } splitter ? [.. One(splitter)] : []);

    /// <summary>The model's symbols are bytes.</summary>
    public static bool IsByteLevel(JsonElement? part) => part is { } splitter && splitter.Kind() switch
    {
        "ByteLevel" => true,
        "Sequence" => splitter.GetProperty("pretokenizers").EnumerateArray().Any(s => IsByteLevel(s)),
        _ => false,
    };

    private static IEnumerable<ISplitter> One(JsonElement splitter) => splitter.Kind() == "Sequence"
        ? splitter.GetProperty("pretokenizers").EnumerateArray().SelectMany(One)
        : [Single(splitter)];

    private static ISplitter Single(JsonElement splitter) => splitter.Kind() switch
    {
        "BertPreTokenizer" => new BertSplitter(),
        "ByteLevel" => new ByteLevelSplitter(splitter.Flag("add_prefix_space"), splitter.Flag("use_regex", true)),
        "Digits" => new DigitSplitter(splitter.Flag("individual_digits")),
        "Split" => new PatternSplitter(splitter.Pattern(), splitter.Text("behavior") ?? "Isolated", splitter.Flag("invert")),
        "Metaspace" => new MetaspaceSplitter(splitter.Text("replacement") ?? "\u2581", splitter.Text("prepend_scheme") ?? (splitter.Flag("add_prefix_space", true) ? "always" : "never"), splitter.Flag("split", true)),
        "Whitespace" => new PatternSplitter((@"\w+|[^\w\s]+", true), "Removed", invert: true),
        "WhitespaceSplit" => new PatternSplitter((@"\s+", true), "Removed", invert: false),
        var kind => throw TokenizerJson.Unsupported("A pre-tokeniser", kind),
    };
}
