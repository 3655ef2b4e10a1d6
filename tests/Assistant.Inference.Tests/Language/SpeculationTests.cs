using Assistant.Inference.Language;
using Assistant.Inference.Models;
using Assistant.Inference.Tests.Language.Exports;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Tests.Language;

/// <summary>Guessing changes how fast an answer is written, never what it says: compared token by token with the same answer written without guesses.</summary>
[Trait("Cost", "high")]
public sealed class SpeculationTests
{
    private const string Model = "smollm2-135m-instruct";

    [Fact]
    public void Step_ReferencePromptsWithAndWithoutGuesses_WritesTheSameTokens()
    {
        using var model = Load();
        using var parity = InferenceFixture.Json("parity", "smollm2.json");
        Assert.False(model.Trial.Alone);
        var (compared, runs, tokens) = (0, 0, 0);
        foreach (var prompt in parity.RootElement.GetProperty("prompts").EnumerateArray().Where(p => p.GetProperty("ids").GetArrayLength() < 200))
        {
            int[] ids = [.. prompt.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32())];
            var (plain, guessed) = (Write(model, ids, 32, null, false), Write(model, ids, 32, null, true));
            Assert.Equal(plain.Written, guessed.Written);
            (compared, runs, tokens) = (compared + 1, runs + guessed.Runs, tokens + guessed.Written.Count);
        }
        TestContext.Current.SendDiagnosticMessage("{0} prompts, {1} tokens in {2} runs", compared, tokens, runs);
        Assert.Equal(15, compared);
    }

    [Fact]
    public void Step_AnswersThatCopyAPassage_WritesTheSameTokensInFewerRuns()
    {
        using var model = Load();
        using var passages = InferenceFixture.Json("qa", "xquad.en.json");
        var (runs, tokens) = (0, 0);
        foreach (var paragraph in passages.RootElement.GetProperty("data").EnumerateArray().Select(article => article.GetProperty("paragraphs")[0]).Take(5))
        {
            var words = string.Join(' ', paragraph.GetProperty("context").GetString()!.Split(' ').Take(60));
            var ids = model.Template.Render([("user", $"Repeat the following text word for word, without changes:\n\n{words}")]);
            var (plain, guessed) = (Write(model, ids, 48, null, false), Write(model, ids, 48, null, true));
            Assert.Equal(plain.Written, guessed.Written);
            (runs, tokens) = (runs + guessed.Runs, tokens + guessed.Written.Count);
        }
        TestContext.Current.SendDiagnosticMessage("{0} tokens in {1} runs", tokens, runs);
        Assert.InRange(runs, 1, tokens * 2 / 3);
    }

    [Fact]
    public void Step_LimitsStopsAndEndsWithinAGuess_AreThoseOfTheTextWithoutGuesses()
    {
        var folder = Directory.CreateTempSubdirectory("speculation-");
        try
        {
            using var model = Tiny(folder.FullName);
            var prompt = model.Template.Render([("user", "ab ab ab ab ab ab ab ab ab ab")]);
            var whole = Write(model, prompt, 60, null, false);
            for (var limit = 1; limit <= whole.Written.Count; limit++)
                Assert.Equal(whole.Written.Take(limit), Write(model, prompt, limit, null, true).Written);
            foreach (var stop in model.Tokenizer.Decode([.. whole.Written]).Where(char.IsAsciiLetterOrDigit).Distinct())
            {
                var (plain, guessed) = (Write(model, prompt, 60, $"{stop}", false), Write(model, prompt, 60, $"{stop}", true));
                Assert.Equal((plain.Finished, plain.Written.Count), (guessed.Finished, guessed.Written.Count));
                Assert.Equal(ChatFinishReason.Stop, guessed.Finished);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Generation Write(DecoderModel model, int[] prompt, int limit, string? stop, bool lookup)
    {
        using var state = new DecoderState(model, 64);
        using var options = new RunOptions();
        var generation = new Generation(model, state, prompt, limit, new() { StopSequences = stop is null ? null : [stop] }, lookup);
        while (generation.Finished is null)
            generation.Step(options);
        Assert.Equal(prompt.Length + generation.Written.Count - 1, state.Tokens.Count);
        return generation;
    }

    private static DecoderModel Load()
    {
        var folder = InferenceFixture.Model(Model);
        return new(Onnx(), new(folder, Path.Combine(folder, "onnx", "model_q4.onnx")), new());
    }

    private static DecoderModel Tiny(string folder)
    {
        new DecoderExport { GroupQueryAttention = true }.Write(folder);
        return new(Onnx(), new(folder, Path.Combine(folder, "onnx", "model.onnx")), new());
    }

    private static OnnxEnvironment Onnx() => new(Options.Create(new InferenceOptions()), NullLogger<OnnxEnvironment>.Instance);
}
