namespace Assistant.Inference.Vision.Labels;

/// <summary>Names of ImageNet's 1,000 classes in other languages than the English of the model's config.json.</summary>
internal sealed class ClassNames
{
    private readonly Lazy<string[]> _chinese = new(() => Read("imagenet-zh.txt"));

    public static bool Has(string language) => language is "en" or "zh";

    /// <param name="english">The name that the model gives.</param>
    public string Of(int number, string english, string language) => language == "zh" && number < _chinese.Value.Length ? _chinese.Value[number] : english;

    private static string[] Read(string resource)
    {
        using var text = new StreamReader(typeof(ClassNames).Assembly.GetManifestResourceStream(resource)!);
        return [.. text.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
