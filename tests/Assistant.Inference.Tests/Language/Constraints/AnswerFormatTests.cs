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
        options.ResponseFormat = ChatResponseFormat.ForJsonSchema(Json("""{"type":"object","propertyNames":{"maxLength":3}}"""));
        failure = await Assert.ThrowsAsync<LanguageModelException>(() => Client(services).GetResponseAsync("Write.", options, Token));
        Assert.Contains("\"propertyNames\"", failure.Message, StringComparison.Ordinal);
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

    /// <summary>Walking a vocabulary of 49,000 takes milliseconds: it is done once a state, however often answers come through it.</summary>
    [Fact]
    public void Tokens_OfAStateThatWasMetBefore_AreNotWorkedOutAgain()
    {
        var tokenizer = Inference.Tokenizers.Tokenizer.Load(Path.Combine(InferenceFixture.Model(Model), "tokenizer.json"));
        var vocabulary = new TokenTrie(tokenizer, new HashSet<int> { 2 });
        var automaton = new Automaton(SchemaCompiler.Compile(Json(Person), vocabulary), vocabulary);
        var written = """{"name":"Ada Lovelace","age":36"""u8.ToArray();

        var (first, again) = (StatesAlong(automaton, written), StatesAlong(automaton, written));

        Assert.Equal(written.Length + 1, first.Length);
        Assert.All(first, tokens => Assert.False(tokens.IsEmpty));
        Assert.All(first.Zip(again), pair => Assert.Same(pair.First, pair.Second));
    }

    private static TokenSet[] StatesAlong(Automaton automaton, byte[] written) =>
        [.. Enumerable.Range(0, written.Length + 1).Select(length => automaton.Tokens(automaton.Next(automaton.Start, written.AsSpan(0, length)), 100_000))];

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
