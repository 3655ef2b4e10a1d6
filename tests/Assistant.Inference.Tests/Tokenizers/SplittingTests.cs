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
        var found = new List<Piece>();
        Splitters.Read(json.RootElement).Split(text, new(0, text.Length), found);

        Assert.Equal(pieces, string.Join('|', found.Where(piece => piece.Length > 0).Select(piece => text.Substring(piece.Start, piece.Length))));
        Assert.True(Splitters.IsByteLevel(json.RootElement));
    }
}
