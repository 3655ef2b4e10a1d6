using System.Text.Json;
using Assistant.Inference.Tokenizers;
using Assistant.Inference.Tokenizers.Splitting;

namespace Assistant.Inference.Tests.Tokenizers;

/// <summary>The patterns of Llama 3 and Qwen 2, as their tokenizer.json has them: what they cut, worked out by hand from the patterns.</summary>
public sealed class SplittingTests
{
    private const string Llama3 = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
    private const string Qwen2 = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    [Theory]
    [InlineData(Llama3, "I'Ve paid 12345.67 EUR", "I|'Ve| paid| |123|45|.|67| EUR")]
    [InlineData(Qwen2, "I'Ve paid 123.4", "I|'Ve| paid| |1|2|3|.|4")]
    [InlineData(Llama3, "a  b\n\n  c!\n", "a| | b|\n\n| | c|!\n")]
    [InlineData(Qwen2, "(hello) #tag", "(hello|)| #|tag")]
    [InlineData(Qwen2, "租金：500元", "租金|：|5|0|0|元")]
    [InlineData(Qwen2, "𠮷野家 😀", "𠮷野家| 😀")]
    [InlineData(Llama3, "𝟏𝟐𝟑𝟒", "𝟏𝟐𝟑|𝟒")]
    [InlineData(Llama3, "  ", "  ")]
    [InlineData(Llama3, "", "")]
    public void Split_ByAPatternOfThesePublicModels_CutsAsItSays(string pattern, string text, string pieces)
    {
        using var json = JsonDocument.Parse(JsonSerializer.Serialize(new
        {
            type = "Sequence",
            pretokenizers = new object[]
            {
                new { type = "Split", pattern = new { Regex = pattern }, behavior = "Isolated", invert = false },
                new { type = "ByteLevel", add_prefix_space = false, trim_offsets = true, use_regex = false },
            },
        }));
        Assert.Equal(pieces, Cut(json.RootElement, text));
        Assert.True(Splitters.IsByteLevel(json.RootElement));
    }

    /// <summary>XLM-R's older files (T5 and ALBERT too): words are cut out first, then each gets the mark of a word's beginning.</summary>
    [Theory]
    [InlineData("always", "a  b", "▁a|▁b")]
    [InlineData("always", " a", "▁a")]
    [InlineData("always", "a ", "▁a")]
    [InlineData("always", "a\nb\t c", "▁a|▁b|▁c")]
    [InlineData("always", "\n", "")]
    [InlineData("first", "a b", "▁a|b")]
    [InlineData("first", " a b", "a|b")]
    [InlineData("never", "a b", "a|b")]
    public void Cut_WordsThenMetaspace_MarksEachWord(string prepend, string text, string pieces)
    {
        using var json = Sequence(new { type = "WhitespaceSplit" }, new { type = "Metaspace", replacement = "▁", prepend_scheme = prepend, split = true });

        Assert.Equal(pieces, Cut(json.RootElement, text));
    }

    [Fact]
    public void Cut_PatternThenByteLevelWithASpace_PutsItBeforeEachPiece()
    {
        using var json = Sequence(
            new { type = "Split", pattern = new { String = "x" }, behavior = "Isolated", invert = false }, new { type = "ByteLevel", add_prefix_space = true, use_regex = false });

        Assert.Equal(" a| x| b", Cut(json.RootElement, "ax b"));
    }

    /// <summary>As a whole: the words of a text, not the spaces between them.</summary>
    [Theory]
    [InlineData("ab  ab")]
    [InlineData(" ab ab ")]
    [InlineData("ab\nab")]
    public void Encode_ByWordsThenMetaspace_IsTheSameForAnySpaceBetweenWords(string text)
    {
        var tokenizer = SmallTokenizers.Unigram("""{"type":"Sequence","pretokenizers":[{"type":"WhitespaceSplit"},{"type":"Metaspace","replacement":"▁","add_prefix_space":true}]}""");

        Assert.Equal([tokenizer.IdOf("▁ab")!.Value, tokenizer.IdOf("▁ab")!.Value], tokenizer.Encode(text));
    }

    private static JsonDocument Sequence(params object[] splitters) => JsonDocument.Parse(JsonSerializer.Serialize(new { type = "Sequence", pretokenizers = splitters }));

    private static string Cut(JsonElement splitter, string text)
    {
        var found = new List<Piece>();
        var cut = Splitters.Read(splitter).Cut(text, atStart: true, found);
        return string.Join('|', found.Where(piece => piece.Length > 0).Select(piece => cut.Substring(piece.Start, piece.Length)));
    }
}
