using System.Globalization;

namespace Assistant.Inference.Vision.Labels;

/// <summary>
/// What ImageNet's 1,000 classes are called: in English as the model's config.json says, in Chinese from a table of our own; and the kinds of things that people would call
/// them ("Samoyed" is a dog, "Granny Smith" an apple and a fruit).
/// </summary>
internal sealed class ClassNames
{
    private readonly Lazy<string[]> _chinese = new(() => Lines("imagenet-zh.txt"));
    private readonly Lazy<ILookup<int, (string English, string Chinese)>> _kinds = new(ReadKinds);

    /// <param name="english">The name that the model gives.</param>
    public string Of(int number, string english, string language) => language == "zh" && number < _chinese.Value.Length ? _chinese.Value[number] : english;

    public IEnumerable<string> KindsOf(int number, string language) => _kinds.Value[number].Select(kind => language == "zh" ? kind.Chinese : kind.English);

    /// <summary>Lines "first-last english;chinese", or one class alone.</summary>
    private static ILookup<int, (string English, string Chinese)> ReadKinds() => Lines("imagenet-kinds.txt").SelectMany(line =>
    {
        var (range, kind) = (line[..line.IndexOf(' ')].Split('-'), line[(line.IndexOf(' ') + 1)..].Split(';'));
        var (first, last) = (int.Parse(range[0], CultureInfo.InvariantCulture), int.Parse(range[^1], CultureInfo.InvariantCulture));
        return Enumerable.Range(first, last - first + 1).Select(number => (Number: number, Kind: (kind[0], kind[1])));
    }).ToLookup(entry => entry.Number, entry => entry.Kind);

    private static string[] Lines(string resource)
    {
        using var text = new StreamReader(typeof(ClassNames).Assembly.GetManifestResourceStream(resource)!);
        return text.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
