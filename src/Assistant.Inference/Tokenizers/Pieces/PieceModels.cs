using System.Text.Json;

namespace Assistant.Inference.Tokenizers.Pieces;

/// <summary>Reads the model: its vocabulary and how pieces become tokens.</summary>
internal static class PieceModels
{
    public static IEnumerable<KeyValuePair<string, int>> Entries(JsonElement model)
    {
        var vocabulary = model.GetProperty("vocab");
        return vocabulary.ValueKind == JsonValueKind.Array
            ? vocabulary.EnumerateArray().Select((piece, id) => KeyValuePair.Create(piece[0].GetString()!, id))
            : vocabulary.EnumerateObject().Select(entry => KeyValuePair.Create(entry.Name, entry.Value.GetInt32()));
    }

    public static IPieceModel Read(JsonElement model, Vocabulary vocabulary, bool byteLevel) => Kind(model) switch
    {
        "WordPiece" => new WordPieceModel(Entries(model), model.Text("continuing_subword_prefix") ?? "##",
            vocabulary.Required(model.Text("unk_token") ?? "[UNK]"), model.TryGetProperty("max_input_chars_per_word", out var most) ? most.GetInt32() : 100),
        "BPE" => new BytePairModel(Symbols(model, vocabulary, byteLevel), new MergeTable(Merges(model), vocabulary, model.Text("continuing_subword_prefix") ?? ""), model.Flag("ignore_merges")),
        "Unigram" => Unigram(model, vocabulary),
        var kind => throw TokenizerJson.Unsupported("A model", kind),
    };

    /// <summary>Older files do not name it.</summary>
    private static string Kind(JsonElement model) =>
        model.Text("type") ?? (model.TryGetProperty("merges", out _) ? "BPE" : model.TryGetProperty("unk_id", out _) ? "Unigram" : "WordPiece");

    private static UnigramModel Unigram(JsonElement model, Vocabulary vocabulary)
    {
        var unknown = model.TryGetProperty("unk_id", out var id) && id.ValueKind == JsonValueKind.Number ? id.GetInt32() : throw new FormatException("the model has no unk_id");
        return new([.. model.GetProperty("vocab").EnumerateArray().Select(piece => (piece[0].GetString()!, piece[1].GetDouble()))], unknown,
            model.Flag("byte_fallback") ? [.. Enumerable.Range(0, 256).Select(value => vocabulary.Required(CharacterSymbols.Spelled(value)))] : null);
    }

    private static IPieceSymbols Symbols(JsonElement model, Vocabulary vocabulary, bool byteLevel)
    {
        var unknown = model.Text("unk_token") is { Length: > 0 } token ? vocabulary.IdOf(token) : null;
        var endOfWord = model.Text("end_of_word_suffix") ?? "";
        return byteLevel ? new ByteSymbols(vocabulary, endOfWord, unknown)
            : endOfWord.Length == 0 ? new CharacterSymbols(vocabulary, model.Flag("byte_fallback"), unknown, model.Flag("fuse_unk"))
            : throw TokenizerJson.Unsupported("A model", "BPE of characters with an end of word");
    }

    private static IEnumerable<(string Left, string Right)> Merges(JsonElement model)
    {
        foreach (var merge in model.GetProperty("merges").EnumerateArray())
        {
            if (merge.ValueKind == JsonValueKind.Array)
            {
                yield return (merge[0].GetString()!, merge[1].GetString()!);
                continue;
            }
            var pair = merge.GetString()!;
            var space = pair.IndexOf(' ', 1);
            yield return space > 0 ? (pair[..space], pair[(space + 1)..]) : throw new FormatException($"the merge '{pair}' is not two tokens");
        }
    }
}
