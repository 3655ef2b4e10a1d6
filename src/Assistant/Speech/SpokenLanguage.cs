namespace Assistant.Speech;

/// <summary>Language tags as voices are chosen by them.</summary>
public static class SpokenLanguage
{
    /// <summary>The language of a tag without country and script, in small letters: "zh" of "zh-Hant-TW"; "en" of none.</summary>
    public static string Primary(string? tag) => tag is { Length: > 0 } ? tag.Split('-', '_')[0].ToLowerInvariant() : "en";
}
