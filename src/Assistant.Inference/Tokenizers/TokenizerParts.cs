using Assistant.Inference.Tokenizers.Decoding;
using Assistant.Inference.Tokenizers.Normalizing;
using Assistant.Inference.Tokenizers.Pieces;
using Assistant.Inference.Tokenizers.Splitting;

namespace Assistant.Inference.Tokenizers;

/// <summary>What a tokenizer.json consists of, in the order in which a text passes it.</summary>
internal sealed record TokenizerParts(Vocabulary Vocabulary, AddedTokens Added, INormalizer Normalizer, SplitterSequence Splitter, IPieceModel Model, TokenTemplate Template, ITokenDecoder TokenDecoder);

/// <summary>Ids that stand before and after a text.</summary>
internal sealed record TokenTemplate(int[] Before, int[] After)
{
    public static TokenTemplate None { get; } = new([], []);
}
