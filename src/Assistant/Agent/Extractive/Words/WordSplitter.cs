namespace Assistant.Agent.Extractive.Words;

/// <summary>Splits a text into words. Numbers keep the separators inside them ("7,864.78"); each Chinese character is a word.</summary>
internal static class WordSplitter
{
    private const int LongestWord = 60;

    public static List<Word> Split(string text)
    {
        var words = new List<Word>(text.Length / 5 + 1);
        for (var i = 0; i < text.Length;)
        {
            var c = Normal.Plain(text[i]);
            if (Normal.IsHan(c))
            {
                words.Add(new(c.ToString(), c.ToString(), c.ToString(), i, 1));
                i++;
            }
            else if (char.IsLetterOrDigit(c))
            {
                var end = End(text, i);
                Add(words, text, i, end);
                i = end;
            }
            else
            {
                i++;
            }
        }
        return words;
    }

    private static void Add(List<Word> words, string text, int start, int end)
    {
        var length = Math.Min(end - start, LongestWord);
        var word = string.Create(length, (text, start), static (span, source) =>
        {
            for (var k = 0; k < span.Length; k++)
                span[k] = Normal.Plain(source.text[source.start + k]);
        });
        if (word.EndsWith("'s", StringComparison.Ordinal))
            word = word[..^2];
        var plain = WithoutOrdinal(word);
        words.Add(new(word, Stemmer.Stem(plain), Stemmer.Root(plain), start, end - start));
    }

    /// <summary>"7th" is compared as "7".</summary>
    private static string WithoutOrdinal(string word) =>
        word.Length is 3 or 4 && char.IsAsciiDigit(word[0]) && char.IsAsciiDigit(word[^3]) && word[^2..] is "st" or "nd" or "rd" or "th" ? word[..^2] : word;

    private static int End(string text, int start)
    {
        var i = start + 1;
        while (i < text.Length)
        {
            var c = Normal.Plain(text[i]);
            if (Normal.IsHan(c) || !(char.IsLetterOrDigit(c) || IsJoint(text, i, c)))
                break;
            i++;
        }
        return i;
    }

    /// <summary>A point, comma or colon between digits, an apostrophe between letters.</summary>
    private static bool IsJoint(string text, int i, char c)
    {
        if (i + 1 >= text.Length)
            return false;
        var (before, after) = (Normal.Plain(text[i - 1]), Normal.Plain(text[i + 1]));
        return c switch
        {
            '.' or ',' or ':' => char.IsAsciiDigit(before) && char.IsAsciiDigit(after),
            '\'' => char.IsAsciiLetter(before) && char.IsAsciiLetter(after),
            _ => false,
        };
    }
}
