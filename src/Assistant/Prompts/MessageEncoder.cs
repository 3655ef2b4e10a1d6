using System.Text;
using HandlebarsDotNet;

namespace Assistant.Prompts;

/// <summary>Escapes what could open or close a message tag, and nothing else: the texts of all languages stay as they are.</summary>
internal sealed class MessageEncoder : ITextEncoder
{
    public void Encode(StringBuilder? text, TextWriter target)
    {
        foreach (var chunk in (text ?? new StringBuilder()).GetChunks())
            Encode(chunk.Span, target);
    }

    public void Encode(string? text, TextWriter target) => Encode(text.AsSpan(), target);

    public void Encode<T>(T? text, TextWriter target)
        where T : IEnumerator<char>
    {
        while (text?.MoveNext() == true)
            Encode([text.Current], target);
    }

    private static void Encode(ReadOnlySpan<char> text, TextWriter target)
    {
        while (text.IndexOfAny('&', '<', '>') is >= 0 and var at)
        {
            target.Write(text[..at]);
            target.Write(text[at] switch { '&' => "&amp;", '<' => "&lt;", _ => "&gt;" });
            text = text[(at + 1)..];
        }
        target.Write(text);
    }
}
