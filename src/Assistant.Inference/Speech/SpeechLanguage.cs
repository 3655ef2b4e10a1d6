namespace Assistant.Inference.Speech;

/// <summary>A language as models of speech name it.</summary>
/// <param name="Code">Whisper's code, which is BCP 47's primary subtag but for a few.</param>
/// <param name="Traditional">Chinese that is wanted in traditional characters; null when the tag does not say.</param>
internal sealed record SpeechLanguage(string Code, bool? Traditional)
{
    public const string English = "en";
    public const string Chinese = "zh";

    /// <param name="tag">BCP 47, e.g. "en-GB", "zh-Hant", "zh-TW".</param>
    public static SpeechLanguage Of(string tag)
    {
        var parts = tag.Replace('_', '-').ToLowerInvariant().Split('-');
        var code = parts[0] switch
        {
            "cmn" => Chinese,
            "nb" => "no",
            "jv" => "jw",
            "iw" => "he",
            "in" => "id",
            "fil" => "tl",
            var other => other,
        };
        bool? traditional = code != Chinese ? null
            : parts.Contains("hant") ? true
            : parts.Contains("hans") ? false
            : parts.Skip(1).Any(part => part is "tw" or "hk" or "mo") ? true
            : parts.Skip(1).Any(part => part is "cn" or "sg") ? false
            : null;
        return new(code, traditional);
    }
}
