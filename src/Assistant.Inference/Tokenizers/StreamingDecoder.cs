using System.Buffers;
using System.Text;

namespace Assistant.Inference.Tokenizers;

/// <summary>Turns tokens into text one by one: bytes wait until their character is whole, so no half character ever comes out. For one text, one caller.</summary>
internal sealed class StreamingDecoder(TokenizerParts parts, bool skipSpecial, bool atStart = true)
{
    private readonly Decoder _utf8 = Encoding.UTF8.GetDecoder();
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly StringBuilder _text = new();
    private bool _first = atStart;

    /// <summary>Text that this token completes; empty when it only begins a character or is no text.</summary>
    public string Add(int id)
    {
        if (parts.Vocabulary.TokenOf(id) is not { } token || (skipSpecial && parts.Added.IsSpecial(id)))
            return "";
        _bytes.Clear();
        parts.TokenDecoder.Append(token, _first, _bytes);
        _first = false;
        return Take(flush: false);
    }

    /// <summary>The whole text; a character that never became whole is U+FFFD.</summary>
    public string Finish()
    {
        _bytes.Clear();
        Take(flush: true);
        return _text.ToString();
    }

    private string Take(bool flush)
    {
        var bytes = _bytes.WrittenSpan;
        Span<char> buffer = stackalloc char[Math.Min(_utf8.GetCharCount(bytes, flush), 256)];
        if (buffer.Length == 256)
            buffer = new char[_utf8.GetCharCount(bytes, flush)];
        var text = buffer[.._utf8.GetChars(bytes, buffer, flush)].ToString();
        _text.Append(text);
        return text;
    }
}
