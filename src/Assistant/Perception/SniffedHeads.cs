using System.Buffers;
using System.Text;

namespace Assistant.Perception;

/// <summary>What the server and the process that opens files have to see alike in a file's first bytes.</summary>
internal static class SniffedHeads
{
    private static readonly SearchValues<char> s_endsOfNames = SearchValues.Create(" \t\r\n/<>");

    /// <summary>Bytes from the start in which a root element is looked for.</summary>
    public const int Length = 4096;

    /// <summary>HEIF: stills, collections and sequences, by the major brand at bytes 8 to 11 of ISO base media.</summary>
    public static bool IsHeic(ReadOnlySpan<byte> head) =>
        head.Length >= 12 && head[4..8].SequenceEqual("ftyp"u8) && Encoding.ASCII.GetString(head[8..12]) is
            "heic" or "heix" or "heim" or "heis" or "hevc" or "hevx" or "hevm" or "hevs" or "mif1" or "msf1";

    /// <summary>
    /// The root element is an svg, after whatever stands before it: declaration, comments, document type. Text that only begins with the letters, and a file that holds one further in, are none.
    /// </summary>
    public static bool IsSvg(ReadOnlySpan<byte> head)
    {
        var text = Decode(head[..Math.Min(head.Length, Length)]).AsSpan();
        while (true)
        {
            text = text.TrimStart();
            if (text.StartsWith("<?"))
                text = After(text, "?>");
            else if (text.StartsWith("<!--"))
                text = After(text, "-->");
            else if (text.StartsWith("<!DOCTYPE", StringComparison.OrdinalIgnoreCase))
                text = AfterDocumentType(text);
            else
                return text.StartsWith('<') && IsSvgElement(text[1..]);
        }
    }

    private static bool IsSvgElement(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny(s_endsOfNames);
        if (end < 0)
            return false;
        var name = text[..end];
        var rest = text[end..].TrimStart();
        if (name[(name.IndexOf(':') + 1)..] is not "svg")
            return false;
        // An element goes on with its end or an attribute, prose with words.
        if (rest is ['>', ..] or ['/', '>', ..])
            return true;
        var equals = rest.IndexOf('=');
        return equals > 0 && rest[..equals].TrimEnd().IndexOfAny(s_endsOfNames) < 0;
    }

    /// <summary>A document type may hold declarations in brackets, with angle brackets of their own.</summary>
    private static ReadOnlySpan<char> AfterDocumentType(ReadOnlySpan<char> text)
    {
        var (end, subset) = (text.IndexOf('>'), text.IndexOf('['));
        return subset >= 0 && subset < end ? After(After(text[subset..], "]"), ">") : After(text, ">");
    }

    private static ReadOnlySpan<char> After(ReadOnlySpan<char> text, string mark)
    {
        var at = text.IndexOf(mark);
        return at < 0 ? [] : text[(at + mark.Length)..];
    }

    private static string Decode(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(head[2..]),
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(head[2..]),
        [(byte)'<', 0, ..] => Encoding.Unicode.GetString(head),
        [0, (byte)'<', ..] => Encoding.BigEndianUnicode.GetString(head),
        [0xEF, 0xBB, 0xBF, ..] => Encoding.Latin1.GetString(head[3..]),
        _ => Encoding.Latin1.GetString(head),
    };
}
