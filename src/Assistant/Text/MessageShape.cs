using System.Text;

namespace Assistant.Text;

/// <summary>
/// Messages that are made of certain words alone, in any order and number, at least one of which tells: "ok great, thank you so much!" is made of thanks and fillers,
/// "thank you letter" is not. English by whole words without apostrophes, Chinese by characters. Immutable.
/// </summary>
internal sealed class MessageShape
{
    private readonly string[] _telling;
    private readonly string[] _fillers;
    private readonly int _longest;

    /// <param name="telling">Words and phrases of which a message has one or more.</param>
    /// <param name="fillers">What may stand beside them.</param>
    /// <param name="longest">Characters; of longer messages none has the shape.</param>
    public MessageShape(IEnumerable<string> telling, IEnumerable<string> fillers, int longest = 60) => (_telling, _fillers, _longest) = (Ordered(telling), Ordered(fillers), longest);

    public bool Fits(string message)
    {
        if (message.Length > _longest)
            return false;
        var text = Spaced($" {new MessageWords(message)} ");
        if (!Take(ref text, _telling))
            return false;
        Take(ref text, _fillers);
        return string.IsNullOrWhiteSpace(text);
    }

    private static string[] Ordered(IEnumerable<string> phrases) => [.. phrases.OrderByDescending(phrase => phrase.Length).Select(phrase => IsHan(phrase[0]) ? phrase : $" {phrase} ")];

    /// <summary>With a space wherever Chinese and other words meet.</summary>
    private static string Spaced(string text)
    {
        var spaced = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            if (i > 0 && IsHan(text[i]) != IsHan(text[i - 1]))
                spaced.Append(' ');
            spaced.Append(text[i]);
        }
        return spaced.ToString();
    }

    /// <summary>Takes phrases out, the longest first.</summary>
    private static bool Take(ref string text, string[] phrases)
    {
        var any = false;
        foreach (var phrase in phrases)
            while (text.Contains(phrase, StringComparison.Ordinal))
            {
                text = text.Replace(phrase, "  ", StringComparison.Ordinal);
                any = true;
            }
        return any;
    }

    private static bool IsHan(char sign) => sign >= '\u3400';
}
