using System.Text.Json;
using Assistant.Inference.Tokenizers;

namespace Assistant.Inference.Tests.Tokenizers;

/// <summary>The same ids and texts as Hugging Face's tokenizers gave.</summary>
public sealed class TokenizerParityTests
{
    [Theory]
    [InlineData("bge-small-en-v1.5")]
    [InlineData("bge-small-zh-v1.5")]
    [InlineData("smollm2-135m-instruct")]
    [InlineData("whisper-base")]
    [InlineData("clip-random")]
    [InlineData("llama-tokenizer")]
    [InlineData("siglip-random")]
    public void Encode_ReferenceTexts_GivesTheReferenceIds(string model)
    {
        var tokenizer = Tokenizer.Load(Path.Combine(InferenceFixture.Model(model), "tokenizer.json"));
        using var parity = InferenceFixture.Json("parity", "tokenizers.json.gz");
        var texts = parity.RootElement.GetProperty("texts").EnumerateArray().ToArray();
        var reference = parity.RootElement.GetProperty("tokenizers").GetProperty(model);
        var (plain, special, decoded) = (Ids(reference, "ids"), Ids(reference, "ids_with_special_tokens"), reference.GetProperty("decoded").EnumerateArray().Select(d => d.GetString()!).ToArray());
        var wrong = new List<string>();
        for (var i = 0; i < texts.Length; i++)
        {
            if (texts[i].GetProperty("kind").GetString() == "unassigned")
                continue;
            var text = texts[i].GetProperty("text").GetString()!;
            Compare(plain[i], tokenizer.Encode(text, special: false), "ids");
            Compare(special[i], tokenizer.Encode(text), "with special tokens");
            if (tokenizer.Decode(special[i]) is var back && back != decoded[i])
                wrong.Add($"{texts[i].GetRawText()}: decoded {JsonSerializer.Serialize(back)}, expected {JsonSerializer.Serialize(decoded[i])}");

            void Compare(int[] expected, int[] actual, string what)
            {
                if (!expected.AsSpan().SequenceEqual(actual))
                    wrong.Add($"{texts[i].GetRawText()}: {what} [{string.Join(' ', actual)}], expected [{string.Join(' ', expected)}]");
            }
        }
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {texts.Length} texts differ:\n{string.Join('\n', wrong.Take(5))}");
    }

    private static int[][] Ids(JsonElement reference, string name) =>
        [.. reference.GetProperty(name).EnumerateArray().Select(ids => ids.EnumerateArray().Select(id => id.GetInt32()).ToArray())];
}
