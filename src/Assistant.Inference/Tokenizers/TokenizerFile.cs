using System.Text.Json;
using Assistant.Inference.Models;
using Assistant.Inference.Tokenizers.Decoding;
using Assistant.Inference.Tokenizers.Normalizing;
using Assistant.Inference.Tokenizers.Pieces;
using Assistant.Inference.Tokenizers.Splitting;

namespace Assistant.Inference.Tokenizers;

/// <summary>Reads tokenizer.json.</summary>
internal static class TokenizerFile
{
    private const long MaxBytes = 64 << 20;

    public static TokenizerParts Read(string path)
    {
        try
        {
            if (ModelLocator.Size(path) > MaxBytes)
                throw new ModelFileException(path, reason: $"a tokenizer has at most {MaxBytes:N0} bytes");
            return Parse(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is JsonException or FormatException or KeyNotFoundException or InvalidOperationException or NotSupportedException or ArgumentException or IndexOutOfRangeException or OverflowException or IOException or UnauthorizedAccessException)
        {
            throw new ModelFileException(path, e, e.Message.TrimEnd('.'));
        }
    }

    public static TokenizerParts Parse(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var model = root.GetProperty("model");
        var added = root.TryGetProperty("added_tokens", out var list) ? list.EnumerateArray().Select(Added).ToArray() : [];
        var vocabulary = new Vocabulary(PieceModels.Entries(model).Concat(added.Select(t => KeyValuePair.Create(t.Content, t.Id))));
        var normalizer = Normalizers.Read(Part(root, "normalizer"));
        return new(
            vocabulary,
            new(added, normalizer.Apply),
            normalizer,
            Splitters.Read(Part(root, "pre_tokenizer")),
            PieceModels.Read(model, vocabulary, byteLevel: Splitters.IsByteLevel(Part(root, "pre_tokenizer"))),
            Templates.Read(Part(root, "post_processor")),
            TokenDecoders.Read(Part(root, "decoder")));
    }

    private static JsonElement? Part(JsonElement root, string name) =>
        root.TryGetProperty(name, out var part) && part.ValueKind == JsonValueKind.Object ? part : null;

    private static AddedToken Added(JsonElement token) => new(
        token.GetProperty("id").GetInt32(), token.GetProperty("content").GetString()!,
        token.Flag("single_word"), token.Flag("lstrip"), token.Flag("rstrip"), token.Flag("normalized"), token.Flag("special"));
}
