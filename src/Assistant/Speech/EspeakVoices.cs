namespace Assistant.Speech;

/// <summary>The voices of `espeak-ng --voices`: a language each, and how much it is preferred among those of one language.</summary>
internal sealed class EspeakVoices
{
    // Of Mandarin's voices, this one says Chinese characters as their sounds; the other spells them out in English in some versions.
    private static readonly string[] s_mandarin = ["cmn-latn-pinyin", "cmn"];
    private static readonly string[] s_cantonese = ["yue", .. s_mandarin];

    private readonly Dictionary<string, int> _priorities = new(StringComparer.Ordinal);

    /// <param name="table">Lines "Pty Language Age/Gender VoiceName File Other Languages".</param>
    public EspeakVoices(string table)
    {
        foreach (var line in table.Split('\n').Skip(1))
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var priority, var language, ..] && int.TryParse(priority, out var number))
                _priorities.TryAdd(language.ToLowerInvariant(), number);
    }

    /// <summary>The voice of that name; null when there is none.</summary>
    public string? Named(string voice) => _priorities.ContainsKey(voice.ToLowerInvariant()) ? voice.ToLowerInvariant() : null;

    /// <param name="tag">BCP 47.</param>
    public string? For(string tag)
    {
        var parts = tag.Replace('_', '-').ToLowerInvariant().Split('-');
        if (parts[0] is "zh" or "cmn" or "yue")
            return (parts[0] == "yue" || parts.Any(part => part is "hk" or "mo") ? s_cantonese : s_mandarin).FirstOrDefault(_priorities.ContainsKey);
        for (var count = parts.Length; count > 0; count--)
            if (Named(string.Join('-', parts.Take(count))) is { } exact)
                return exact;
        // Of countries without a name of their own, the one that the language is named for: fr-fr of fr.
        if (Named($"{parts[0]}-{parts[0]}") is { } home)
            return home;
        return _priorities.Where(voice => voice.Key.StartsWith(parts[0] + "-", StringComparison.Ordinal)).OrderBy(voice => voice.Value).ThenBy(voice => voice.Key, StringComparer.Ordinal).Select(voice => voice.Key).FirstOrDefault();
    }
}
