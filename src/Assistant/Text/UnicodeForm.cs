using System.Text;

namespace Assistant.Text;

/// <summary>
/// Unicode's four normalisation forms, the same on every machine. string.Normalize needs ICU, which this program does without
/// (InvariantGlobalization), and then returns its input unchanged. Lone surrogates become U+FFFD. Linear time; thread-safe.
/// </summary>
public static class UnicodeForm
{
    private const int HangulBase = 0xAC00, LeadBase = 0x1100, VowelBase = 0x1161, TailBase = 0x11A7;
    private const int Vowels = 21, Tails = 28, Syllables = 11_172;

    /// <summary>Letters and their marks apart (é is two code points).</summary>
    public static string Nfd(string text) => IsPlain(text, '\u00C0') ? text : Text(Decompose(text, compatibility: false));

    /// <summary>Letters and their marks together (é is one code point).</summary>
    public static string Nfc(string text) => IsPlain(text, '\u0300') ? text : Text(Compose(Decompose(text, compatibility: false)));

    /// <summary>As <see cref="Nfd"/>; full-width forms, ligatures, circled numbers and the like as plain characters.</summary>
    public static string Nfkd(string text) => IsPlain(text, '\u00A0') ? text : Text(Decompose(text, compatibility: true));

    /// <summary>As <see cref="Nfc"/>; full-width forms, ligatures, circled numbers and the like as plain characters.</summary>
    public static string Nfkc(string text) => IsPlain(text, '\u00A0') ? text : Text(Compose(Decompose(text, compatibility: true)));

    /// <summary>Below that character nothing changes.</summary>
    private static bool IsPlain(string text, char first) => text.AsSpan().IndexOfAnyInRange(first, '\uFFFF') < 0;

    private static List<int> Decompose(string text, bool compatibility)
    {
        var tables = UnicodeFormTables.Instance;
        var points = new List<int>(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            var point = rune.Value;
            if (point - HangulBase is >= 0 and < Syllables and var syllable)
            {
                points.Add(LeadBase + (syllable / (Vowels * Tails)));
                points.Add(VowelBase + (syllable / Tails % Vowels));
                if (syllable % Tails > 0)
                    points.Add(TailBase + (syllable % Tails));
            }
            else if (tables.Decomposition(point, compatibility) is { } parts)
                points.AddRange(parts);
            else
                points.Add(point);
        }
        Order(points, tables);
        return points;
    }

    /// <summary>Marks on one letter stand in the order of their classes.</summary>
    private static void Order(List<int> points, UnicodeFormTables tables)
    {
        for (var start = 0; start < points.Count; start++)
        {
            if (tables.CombiningClass(points[start]) == 0)
                continue;
            var end = start + 1;
            while (end < points.Count && tables.CombiningClass(points[end]) > 0)
                end++;
            if (end - start > 1)
            {
                var sorted = points.GetRange(start, end - start).OrderBy(tables.CombiningClass).ToArray();
                for (var i = 0; i < sorted.Length; i++)
                    points[start + i] = sorted[i];
            }
            start = end;
        }
    }

    private static List<int> Compose(List<int> points)
    {
        var tables = UnicodeFormTables.Instance;
        var (starter, previousClass, kept) = (-1, 0, 0);
        for (var i = 0; i < points.Count; i++)
        {
            var (point, itsClass) = (points[i], tables.CombiningClass(points[i]));
            var adjacent = starter == kept - 1;
            if (starter >= 0 && (adjacent || (previousClass < itsClass && previousClass != 0)) && Together(points[starter], point, tables) is { } whole)
            {
                points[starter] = whole;
                continue;
            }
            if (itsClass == 0)
                starter = kept;
            previousClass = itsClass;
            points[kept++] = point;
        }
        points.RemoveRange(kept, points.Count - kept);
        return points;
    }

    private static int? Together(int first, int second, UnicodeFormTables tables)
    {
        if (first - LeadBase is >= 0 and < 19 and var lead && second - VowelBase is >= 0 and < Vowels and var vowel)
            return HangulBase + (((lead * Vowels) + vowel) * Tails);
        if (first - HangulBase is >= 0 and < Syllables and var syllable && syllable % Tails == 0 && second - TailBase is > 0 and < Tails and var tail)
            return HangulBase + syllable + tail;
        return tables.Composite(first, second);
    }

    private static string Text(List<int> points)
    {
        var text = new StringBuilder(points.Count + 16);
        foreach (var point in points)
            if (point < 0x10000)
                text.Append((char)point);
            else
                text.Append(char.ConvertFromUtf32(point));
        return text.ToString();
    }
}
