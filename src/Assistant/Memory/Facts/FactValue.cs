using Assistant.Text;

namespace Assistant.Memory.Facts;

/// <summary>When two values are the same one: case, width and surrounding spaces do not count.</summary>
internal static class FactValue
{
    public static string Key(string value) => UnicodeForm.Nfkc(value).Trim().ToLowerInvariant();

    public static bool Same(string one, string other) => Key(one) == Key(other);

    /// <summary>"My Skoda" is meant of "Skoda Octavia", "Rex" of "dog Rex".</summary>
    public static bool Means(string known, string said)
    {
        var (key, words) = (Key(known), Key(said));
        return words.Length == 0 || key == words || (words.Length > 1 && (key.Contains(words, StringComparison.Ordinal) || words.Contains(key, StringComparison.Ordinal)));
    }
}
