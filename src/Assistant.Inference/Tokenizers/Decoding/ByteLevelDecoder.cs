using System.Buffers;
using System.Text;

namespace Assistant.Inference.Tokenizers.Decoding;

/// <summary>Tokens spell bytes; one with other characters in it (an added token) is text.</summary>
internal sealed class ByteLevelDecoder : ITokenDecoder
{
    public void Append(string token, bool first, IBufferWriter<byte> utf8)
    {
        var bytes = utf8.GetSpan(token.Length);
        for (var i = 0; i < token.Length; i++)
        {
            if (!ByteLetters.TryByte(token[i], out bytes[i]))
            {
                Encoding.UTF8.GetBytes(token, utf8);
                return;
            }
        }
        utf8.Advance(token.Length);
    }
}
