using System.Buffers;
using System.Text;

namespace Assistant.Inference.Tokenizers.Decoding;

/// <summary>Words with spaces between them, none before punctuation if the file asks for that.</summary>
internal sealed class WordPieceDecoder(string prefix, bool cleanUp) : ITokenDecoder
{
    private static readonly (string From, string To)[] s_cleaned =
        [(" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"), (" 'm", "'m"), (" do not", " don't"), (" 's", "'s"), (" 've", "'ve"), (" 're", "'re")];

    public void Append(string token, bool first, IBufferWriter<byte> utf8)
    {
        var text = first ? token : token.StartsWith(prefix, StringComparison.Ordinal) ? token[prefix.Length..] : " " + token;
        if (cleanUp)
            foreach (var (from, to) in s_cleaned)
                text = text.Replace(from, to, StringComparison.Ordinal);
        Encoding.UTF8.GetBytes(text, utf8);
    }
}
