using System.Buffers;
using System.Globalization;
using System.Text;

namespace Assistant.Inference.Tokenizers.Decoding;

/// <summary>Tokens with U+2581 for a space, without the space before the first word; tokens of the form &lt;0xNN&gt; may be bytes.</summary>
internal sealed class SentencePieceDecoder(string mark, bool bytes, bool stripFirst) : ITokenDecoder
{
    public void Append(string token, bool first, IBufferWriter<byte> utf8)
    {
        if (bytes && token.Length == 6 && token.StartsWith("<0x", StringComparison.Ordinal) && token[5] == '>' && byte.TryParse(token.AsSpan(3, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value))
        {
            utf8.Write([value]);
            return;
        }
        var text = token.Replace(mark, " ", StringComparison.Ordinal);
        Encoding.UTF8.GetBytes(first && stripFirst && text.StartsWith(' ') ? text[1..] : text, utf8);
    }
}
