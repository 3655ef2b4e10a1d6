using System.Diagnostics;
using System.Text.Json;
using Assistant.Agent;
using Assistant.Inference.Language.Constraints;
using Assistant.Inference.Language.Constraints.Schemas;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Inference.Tests.Language.Constraints;

/// <summary>Formats on the installed model.</summary>
public sealed class AnswerFormatTests
{
    private const string Model = "smollm2-135m-instruct";
    private const string Person = """{"type":"object","properties":{"name":{"type":"string","maxLength":40},"age":{"type":"integer","minimum":0,"maximum":150},"email":{"type":"string","format":"email"},"tags":{"type":"array","items":{"enum":["new","known"]},"minItems":1,"maxItems":3}},"required":["name","age","email","tags"],"additionalProperties":false}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(512, 0)]
    [InlineData(60, 0)]
    [InlineData(60, 1)]
    public async Task GetResponseAsync_Schema_IsKeptWhateverTheLimit(int limit, float temperature)
    {
        await using var services = InferenceFixture.Services(settings: [("LocalModel:Name", Model)]);
        var options = new ChatOptions { MaxOutputTokens = limit, Temperature = temperature, Seed = 3, ResponseFormat = ChatResponseFormat.ForJsonSchema(Json(Person)) };
        var answer = await Client(services).GetResponseAsync("Anna Reid is 71 years old, her mail is anna@example.org. Write her down as JSON.", options, Token);
        SchemaConstraintTests.AssertValid(Person, answer.Text);
        Assert.Equal(ChatFinishReason.Stop, answer.FinishReason);
        Assert.InRange(answer.Usage!.OutputTokenCount!.Value, 1, limit);
        TestContext.Current.TestOutputHelper?.WriteLine(answer.Text);
    }

    [Fact]
    public async Task GetResponseAsync_LimitBelowTheShortestAnswer_IsRefusedAndSaysSo()
    {
        await using var services = InferenceFixture.Services(settings: [("LocalModel:Name", Model)]);
        var options = new ChatOptions { MaxOutputTokens = 10, ResponseFormat = ChatResponseFormat.ForJsonSchema(Json(Person)) };
        var failure = await Assert.ThrowsAsync<LanguageModelException>(() => Client(services).GetResponseAsync("Write.", options, Token));
        Assert.True(failure.AboutSettings);
        Assert.Contains("at most 10 may be written", failure.Message, StringComparison.Ordinal);
        options.ResponseFormat = ChatResponseFormat.ForJsonSchema(Json("""{"type":"string","contentSchema":{}}"""));
        failure = await Assert.ThrowsAsync<LanguageModelException>(() => Client(services).GetResponseAsync("Write.", options, Token));
        Assert.Contains("\"contentSchema\"", failure.Message, StringComparison.Ordinal);
        Assert.NotEmpty((await Client(services).GetResponseAsync("Say hello.", new() { MaxOutputTokens = 4 }, Token)).Text);
    }

    [Fact]
    public async Task GetResponseAsync_Json_IsAnObject()
    {
        await using var services = InferenceFixture.Services(settings: [("LocalModel:Name", Model)]);
        foreach (var limit in new[] { 2, 24, 200 })
        {
            var answer = await Client(services).GetResponseAsync("List three fruits with their colours as JSON.", new() { MaxOutputTokens = limit, ResponseFormat = ChatResponseFormat.Json }, Token);
            using var value = JsonDocument.Parse(answer.Text);
            Assert.Equal(JsonValueKind.Object, value.RootElement.ValueKind);
        }
    }

    [Fact]
    public async Task GetResponseAsync_Choices_IsOneOfThem()
    {
        await using var services = InferenceFixture.Services(settings: [("LocalModel:Name", Model)]);
        var options = new ChatOptions { MaxOutputTokens = 16, ResponseFormat = ChatResponseFormat.ForJsonSchema(Json("""{"enum":["positive","negative"]}""")) };
        foreach (var review in new[] { "I love it, it works very well.", "It broke on the first day. Terrible." })
            Assert.Contains((await Client(services).GetResponseAsync($"Is this review positive or negative? {review}", options, Token)).Text, new[] { "\"positive\"", "\"negative\"" });
    }

    /// <summary>The tokens of a state are worked out once: an answer's mean time a token without the model stays under a millisecond, on this vocabulary of 49,000.</summary>
    [Fact]
    public void Best_OverAWholeAnswer_TakesUnderAMillisecondAToken()
    {
        var tokenizer = Inference.Tokenizers.Tokenizer.Load(Path.Combine(InferenceFixture.Model(Model), "tokenizer.json"));
        var vocabulary = new TokenTrie(tokenizer, new HashSet<int> { 2 });
        var automaton = new Automaton(SchemaCompiler.Compile(Json(Person), vocabulary), vocabulary);
        var (random, scores, ends) = (new Random(5), new float[tokenizer.VocabularySize], new HashSet<int> { 2 });
        var (tokens, first, later) = (0, TimeSpan.Zero, TimeSpan.Zero);
        for (var answer = 0; answer < 20; answer++)
        {
            var constraint = new AnswerConstraint(automaton, vocabulary, ends, 200);
            for (var written = 0; written < 200 && !constraint.IsFinished; written++)
            {
                for (var id = 0; id < scores.Length; id++)
                    scores[id] = random.NextSingle();
                var started = Stopwatch.GetTimestamp();
                constraint.Add(constraint.Best(scores, 2));
                var took = Stopwatch.GetElapsedTime(started);
                (first, later) = answer == 0 ? (first + took, later) : (first, later + took);
                tokens += answer == 0 ? 0 : 1;
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"first answer {first.TotalMilliseconds:F1} ms, then {later.TotalMilliseconds / tokens:F3} ms a token over {tokens}");
        Assert.InRange(later.TotalMilliseconds / tokens, 0, 1);
    }

    private static IChatClient Client(IServiceProvider services)
    {
        var model = services.GetRequiredService<ILocalLanguageModel>();
        Assert.SkipUnless(model.IsAvailable, $"{Model} is not installed: set ASSISTANT_MODELS to a folder with it.");
        return model.Client;
    }

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
