using Assistant.Text;

namespace Assistant.Agent.Extractive.Words;

/// <summary>One spelling of a character: NFKC, lower case, one kind of dash and quote. Lengths may change; use it where positions do not matter.</summary>
internal static class Normal
{
    public static string Of(string text)
    {
        var folded = UnicodeForm.Nfkc(text);
        return string.Create(folded.Length, folded, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = Plain(source[i]);
        });
    }

    public static char Plain(char c) => c switch
    {
        >= '\u2010' and <= '\u2014' or '\u2212' => '-',
        '\u2018' or '\u2019' => '\'',
        '\u201c' or '\u201d' => '"',
        '\u00a0' or '\u202f' or '\u3000' => ' ',
        >= '\uff01' and <= '\uff5e' => char.ToLowerInvariant((char)(c - 0xfee0)),
        _ => char.ToLowerInvariant(c),
    };

    public static bool IsHan(char c) => c is (>= '\u4e00' and <= '\u9fff') or (>= '\u3400' and <= '\u4dbf') or '\u3007';

    /// <summary>More Chinese characters than Latin words.</summary>
    public static bool IsChinese(string text)
    {
        var (han, words, inWord) = (0, 0, false);
        foreach (var c in text)
        {
            han += IsHan(c) ? 1 : 0;
            var letter = char.IsAsciiLetter(c);
            words += letter && !inWord ? 1 : 0;
            inWord = letter;
        }
        return han > words;
    }
}
