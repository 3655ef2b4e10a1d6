using System.Text.Json;

namespace Assistant.Inference.Tokenizers.Decoding;

/// <summary>Reads the decoder.</summary>
internal static class TokenDecoders
{
    public static ITokenDecoder Read(JsonElement? part)
    {
        if (part is not { } decoder)
            return new WordPieceDecoder(prefix: "", cleanUp: false);
        return decoder.Kind() switch
        {
            "ByteLevel" => new ByteLevelDecoder(),
            "WordPiece" => new WordPieceDecoder(decoder.Text("prefix") ?? "##", decoder.Flag("cleanup", true)),
            var kind => throw TokenizerJson.Unsupported("A decoder", kind),
        };
    }
}
