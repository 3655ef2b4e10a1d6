using System.Collections.Frozen;

namespace Assistant.Memory.Facts.Rules;

/// <summary>Languages under their English names.</summary>
internal static class Languages
{
    private static readonly FrozenDictionary<string, string> s_names = Build().ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static string? Of(string word) => s_names.GetValueOrDefault(word.Trim());

    private static Dictionary<string, string> Build()
    {
        const string English = "English German French Spanish Italian Portuguese Dutch Danish Swedish Norwegian Finnish Icelandic Polish Czech Slovak Hungarian Romanian Bulgarian Greek Turkish Russian Ukrainian Arabic Hebrew Persian Hindi Urdu Bengali Tamil Telugu Thai Vietnamese Indonesian Malay Japanese Korean Chinese Mandarin Cantonese Swahili Catalan Basque Welsh Irish Estonian Latvian Lithuanian Serbian Croatian Slovenian Albanian Afrikaans Tagalog";
        var names = English.Split(' ').ToDictionary(name => name, name => name);
        foreach (var (han, name) in new[] { ("英", "English"), ("德", "German"), ("法", "French"), ("日", "Japanese"), ("韩", "Korean"), ("俄", "Russian"), ("中", "Chinese"), ("汉", "Chinese"), ("意大利", "Italian"), ("西班牙", "Spanish"), ("葡萄牙", "Portuguese"), ("阿拉伯", "Arabic"), ("粤", "Cantonese"), ("泰", "Thai"), ("越南", "Vietnamese") })
            (names[han + "语"], names[han + "文"]) = (name, name);
        names["普通话"] = "Mandarin";
        return names;
    }
}
