using System.Buffers;

namespace Assistant.Inference.Tokenizers.Decoding;

/// <summary>Writes what a token says as UTF-8, perhaps only part of a character. Stateless; thread-safe.</summary>
internal interface ITokenDecoder
{
    /// <param name="first">The first token of its text.</param>
    void Append(string token, bool first, IBufferWriter<byte> utf8);
}
