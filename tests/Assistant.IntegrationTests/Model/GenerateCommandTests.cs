using System.Text.Json;
using Assistant.IntegrationTests.Processes;

namespace Assistant.IntegrationTests.Model;

/// <summary>The shipped program's "generate", with the local model and with a server.</summary>
public sealed class GenerateCommandTests : IDisposable
{
    private const string Model = "smollm2-135m-instruct";
    private const string Person = """{"type":"object","properties":{"name":{"type":"string","maxLength":30},"age":{"type":"integer"}},"required":["name","age"]}""";

    private readonly string _folder = Directory.CreateTempSubdirectory("assistant-generate-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Batch_SchemasChoicesAndBadLines_GoodOnesAreAnsweredAndBadOnesTold()
    {
        SkipWithoutModel();
        var batch = File("batch.jsonl",
            $$"""{"id":"schema","prompt":"Anna is 71 years old.","schema":{{Person}},"max_tokens":40}""",
            """{"id":2,"prompt":"Is the sky blue? Answer yes or no.","choices":["yes","no"]}""",
            "",
            "not json",
            """{"id":"empty"}""",
            """{"id":"both","prompt":"x","schema":{},"choices":["a"]}""",
            """{"id":"unsupported","prompt":"x","schema":{"contains":{}}}""",
            $$"""{"id":"short","prompt":"x","schema":{{Person}},"max_tokens":3}""",
            """{"prompt":"Say hello.","max_tokens":3}""");
        var (code, output, errors) = await AssistantCommand.RunWithErrorsAsync(["generate", "--model", Model, "--batch", batch, "--Data:Directory", _folder], null, Token);

        var answers = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal((1, 3), (code, answers.Length));
        using var person = JsonDocument.Parse(answers[0].GetProperty("text").GetString()!);
        Assert.Equal(("schema", JsonValueKind.Number), (answers[0].GetProperty("id").GetString(), person.RootElement.GetProperty("age").ValueKind));
        Assert.Contains(answers[1].GetProperty("text").GetString(), new[] { "yes", "no" });
        Assert.Equal((2, 3), (answers[1].GetProperty("id").GetInt32(), answers[2].GetProperty("tokens").GetInt32()));
        Assert.All(answers, answer => Assert.True(answer.GetProperty("milliseconds").GetDouble() > 0));
        foreach (var told in new[] { "batch.jsonl:4: ", "batch.jsonl:5: \"prompt\" is missing.", "batch.jsonl:6: Either a schema or choices", "batch.jsonl:7: The schema at # has \"contains\"", "batch.jsonl:8: The shortest answer" })
            Assert.Contains(told, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schema_OfAFile_IsKept()
    {
        SkipWithoutModel();
        var (code, output) = await AssistantCommand.RunAsync(["generate", "--model", Model, "--schema", File("person.json", Person), "--max-tokens", "40", "Anna is 71 years old.", "--Data:Directory", _folder], null, Token);
        using var person = JsonDocument.Parse(output);
        Assert.Equal((0, 2), (code, person.RootElement.EnumerateObject().Count()));
    }

    [Theory]
    [InlineData("--choices", "")]
    [InlineData("--schema", "nowhere.json")]
    [InlineData("--max-tokens", "0")]
    public async Task WrongUsage_IsToldWithItsCode(string option, string value) =>
        Assert.Equal(2, (await AssistantCommand.RunAsync(["generate", option, value, "x", "--Data:Directory", _folder], null, Token)).Code);

    [Fact]
    public async Task Choices_WithAServer_AreAnEnumItIsHeldTo()
    {
        await using var server = await StubModelServer.StartAsync(Token);
        server.Then(StubReply.Text("\"green\""), StubReply.Text("I like green."));
        string[] command = ["generate", "--choices", "red, green", "--json", "Which colour?", "--Model:Endpoint", server.Endpoint.ToString(), "--Model:Name", "stub-7b", "--Data:Directory", _folder];
        var (code, output) = await AssistantCommand.RunAsync(command, null, Token);
        var (failed, _, errors) = await AssistantCommand.RunWithErrorsAsync(command, null, Token);

        using var answer = JsonDocument.Parse(output);
        Assert.Equal((0, "green"), (code, answer.RootElement.GetProperty("text").GetString()));
        var schema = server.Requests[0].Body.GetProperty("response_format").GetProperty("json_schema").GetProperty("schema");
        Assert.Equal(["red", "green"], schema.GetProperty("enum").EnumerateArray().Select(choice => choice.GetString()));
        Assert.Equal(1, failed);
        Assert.Contains("none of the choices", errors, StringComparison.Ordinal);
    }

    private string File(string name, params string[] lines)
    {
        var path = Path.Combine(_folder, name);
        System.IO.File.WriteAllLines(path, lines);
        return path;
    }

    private static void SkipWithoutModel() => Assert.SkipUnless(
        (Environment.GetEnvironmentVariable("ASSISTANT_MODELS") ?? "").Split(':').Any(root => Directory.Exists(Path.Combine(root, Model))), $"{Model} is not installed (ASSISTANT_MODELS).");
}
