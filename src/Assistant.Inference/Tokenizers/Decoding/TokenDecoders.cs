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
            "Metaspace" => new SentencePieceDecoder(decoder.Text("replacement") ?? "\u2581", bytes: false, stripFirst: decoder.Text("prepend_scheme") != "never" && decoder.Flag("add_prefix_space", true)),
            "Sequence" => Sequence([.. decoder.GetProperty("decoders").EnumerateArray()]),
            var kind => throw TokenizerJson.Unsupported("A decoder", kind),
        };
    }

    /// <summary>Llama's: a mark replaced by a space, bytes, and the first space taken away. A sequence around one decoder is that decoder.</summary>
    private static ITokenDecoder Sequence(JsonElement[] steps)
    {
        var kinds = steps.Select(step => step.Kind()).ToArray();
        if (kinds is [var _] || kinds.All(kind => kind is not ("Replace" or "ByteFallback" or "Fuse" or "Strip")))
            return Read(steps[0]);
        if (kinds.FirstOrDefault(kind => kind is not ("Replace" or "ByteFallback" or "Fuse" or "Strip")) is { } other)
            throw TokenizerJson.Unsupported("A decoder in a sequence", other);
        var replace = steps.FirstOrDefault(step => step.Kind() == "Replace");
        return new SentencePieceDecoder(replace.ValueKind == JsonValueKind.Object ? replace.Pattern().Pattern : "\u2581", kinds.Contains("ByteFallback"), stripFirst: kinds.Contains("Strip"));
    }
}
