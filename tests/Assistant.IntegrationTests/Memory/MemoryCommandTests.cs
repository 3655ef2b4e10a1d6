using System.Text.Json;
using Assistant.IntegrationTests.Processes;

namespace Assistant.IntegrationTests.Memory;

/// <summary>memory import, recall, list, why, forget and export as commands of the shipped program.</summary>
public sealed class MemoryCommandTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("assistant-memory-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Memory_ImportedStory_IsRecalledWithItsFactsAsOfATimeExportedAndForgotten()
    {
        var story = Path.Combine(_data, "story.jsonl");
        await File.WriteAllLinesAsync(story,
        [
            """{"id":"1","time":"2025-01-10T09:00:00Z","speaker":"ann","text":"I live in Oslo.","conversation":"c"}""",
            """{"id":"2","time":"2025-01-10T09:01:00Z","speaker":"Bo","text":"I live in Paris.","conversation":"c"}""",
            """{"id":"3","time":"2025-06-07T09:00:00Z","speaker":"ann","text":"I moved to Bergen today.","conversation":"c"}""",
            """{"id":"4","time":"2025-06-08T09:00:00Z","speaker":"ann","text":"The ferry was late again.","conversation":"c"}""",
            "not a line",
        ], Token);
        Assert.Equal(0, (await RunAsync("import", story, "--no-vectors")).Code);

        var now = await FactsAsync("Where do I live?");
        Assert.Equal("where you live: Bergen", now[0].GetProperty("text").GetString()!.Split(" (")[0]);
        Assert.Equal(["3"], now[0].GetProperty("sources").EnumerateArray().Select(source => source.GetString()));
        Assert.Equal(JsonValueKind.Null, now[0].GetProperty("until").ValueKind);
        var former = Assert.Single(now, fact => fact.GetProperty("text").GetString()!.Contains("Oslo", StringComparison.Ordinal));
        Assert.Equal(DateTimeOffset.Parse("2025-06-07T00:00:00Z", null), former.GetProperty("until").GetDateTimeOffset(), TimeSpan.FromHours(26));
        Assert.True(now[0].GetProperty("score").GetDouble() > former.GetProperty("score").GetDouble());
        Assert.DoesNotContain(now, fact => fact.GetProperty("text").GetString()!.Contains("Paris", StringComparison.Ordinal));

        var then = await ItemsAsync("Where do I live?", "--as-of", "2025-03-01T00:00:00Z");
        Assert.DoesNotContain(then, item => item.GetProperty("text").GetString()!.Contains("Bergen", StringComparison.Ordinal));
        Assert.Contains("Oslo", Assert.Single(then, item => item.GetProperty("kind").GetString() == "fact").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Contains(await ItemsAsync("Was the ferry late?"), item => item.GetProperty("kind").GetString() == "episode" && item.GetProperty("sources")[0].GetString() == "4");

        await BatchAsync();
        await WhyAndForgetAsync();
        await ExportAsync();
    }

    [Fact]
    public async Task Forget_UnderALegalHold_ForgetsNothing()
    {
        var story = Path.Combine(_data, "story.jsonl");
        await File.WriteAllTextAsync(story, """{"id":"1","time":"2025-01-10T09:00:00Z","speaker":"ann","text":"I live in Oslo."}""", Token);
        Assert.Equal(0, (await RunAsync("import", story, "--no-vectors")).Code);
        Assert.Equal(0, (await AssistantCommand.RunAsync(["audit", "hold", "--subject", "ann", "--Data:Directory", _data], null, Token)).Code);

        Assert.NotEqual(0, (await RunAsync("forget", "--all")).Code);
        Assert.NotEqual(0, (await RunAsync("forget", "1")).Code);

        Assert.Contains("Oslo", (await RunAsync("list")).Output, StringComparison.Ordinal);
    }

    /// <summary>The server would go on reading it back from the working memory that it holds.</summary>
    [Fact]
    public async Task Forget_WhileAServerHasTheFolder_IsRefused()
    {
        var story = Path.Combine(_data, "story.jsonl");
        await File.WriteAllTextAsync(story, """{"id":"1","time":"2025-01-10T09:00:00Z","speaker":"ann","text":"I live in Oslo."}""", Token);
        Assert.Equal(0, (await RunAsync("import", story, "--no-vectors")).Code);
        await using (new FileStream(Path.Combine(_data, "server.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            Assert.NotEqual(0, (await RunAsync("forget", "--all")).Code);
            Assert.Contains("Oslo", (await RunAsync("list")).Output, StringComparison.Ordinal);
        }
        Assert.Equal(0, (await RunAsync("forget", "--all")).Code);
    }

    /// <summary>What was heard or read stays so on its way out and in again, and an id that is known teaches nothing by other words.</summary>
    [Fact]
    public async Task ExportAndImport_KeepWhoseWordsTheyAre()
    {
        await ImportAsync("story.jsonl",
            """{"id":1,"time":"2025-01-10T09:00:00Z","speaker":"ann","text":"I live in Oslo.","conversation":"letters"}""",
            """{"id":"2","time":"2025-01-11T09:00:00Z","speaker":"user","text":"My name is Carla.","conversation":"letters","source":"recording"}""",
            """{"id":"3","time":"2025-01-12T09:00:00Z","speaker":"user","text":"I am allergic to nuts.","source":"picture"}""");
        await ImportAsync("again.jsonl", """{"id":"1","time":"2025-02-10T09:00:00Z","speaker":"ann","text":"I live in Rome."}""");
        var (_, lines) = await AssistantCommand.RunAsync(["memory", "export", "--user", "ann", "--Data:Directory", _data], null, Token);
        Assert.Equal(["user", "recording", "picture"], Lines(lines).Select(line => line.GetProperty("source").GetString()));
        Assert.Equal(0, (await RunAsync("forget", "--all")).Code);

        await ImportAsync("export.jsonl", lines.Split('\n', StringSplitOptions.RemoveEmptyEntries));

        var fact = Assert.Single(Assert.Single(Lines((await RunAsync("export")).Output)).GetProperty("facts").EnumerateArray());
        Assert.Equal(("Oslo", "letters"), (fact.GetProperty("value").GetString(), fact.GetProperty("conversation").GetString()));
    }

    [Fact]
    public async Task RecallAndWhy_ADayItsEnd_AndEveryPeriod_AndOneBadLineOfABatch()
    {
        await ImportAsync("story.jsonl",
            """{"id":"1","time":"2025-01-10T09:00:00Z","speaker":"ann","text":"I live in Oslo."}""",
            """{"id":"2","time":"2025-03-10T09:00:00Z","speaker":"ann","text":"I live in Bergen."}""",
            """{"id":"3","time":"2025-05-10T09:00:00Z","speaker":"ann","text":"I live in Oslo."}""");
        Assert.Equal(["Bergen"], (await FactsAsync("Where do I live?", "--as-of", "2025-03-10")).Take(1).Select(item => item.GetProperty("text").GetString()!.Split(": ")[1].Split(" (")[0]));
        Assert.Equal(2, (await RunAsync("recall", "Where do I live?", "--as-of", "05/07/2025")).Code);
        var id = Lines((await RunAsync("list")).Output).First(item => item.GetProperty("kind").GetString() == "fact" && item.GetProperty("value").GetString() == "Oslo").GetProperty("id").GetString()!;
        Assert.Equal([["1"], ["3"]], Lines((await RunAsync("why", id)).Output).Select(period => period.GetProperty("sources").EnumerateArray().Select(source => source.GetString()!).ToArray()));

        var questions = Path.Combine(_data, "questions.jsonl");
        await File.WriteAllLinesAsync(questions,
            ["""{"id":1,"user":"ann","question":"Where do I live?","as_of":"10:30"}""", """{"id":2,"user":["ann"],"question":"Where do I live?"}""", """{"id":3,"user":7,"question":"Where do I live?","as_of":"2025-03-10"}""", """{"id":4,"user":"ann","question":"Where do I live?"}"""], Token);
        var (code, output) = await AssistantCommand.RunAsync(["memory", "recall", "--batch", questions, "--json", "--Data:Directory", _data], null, Token);
        Assert.Equal((1, "3,4"), (code, string.Join(',', Lines(output).Select(line => line.GetProperty("id").GetRawText()))));
    }

    public void Dispose() => DataFolder.Remove(_data);

    private async Task BatchAsync()
    {
        var questions = Path.Combine(_data, "questions.jsonl");
        await File.WriteAllLinesAsync(questions, ["""{"id":"q1","user":"ann","question":"Where do I live?","tokens":400,"as_of":"2025-03-01T00:00:00Z"}""", """{"id":"q2","user":"nobody","question":"Where do I live?"}"""], Token);
        var (code, output) = await AssistantCommand.RunAsync(["memory", "recall", "--batch", questions, "--json", "--Data:Directory", _data], null, Token);
        Assert.Equal(0, code);
        var answers = Lines(output);
        Assert.Contains(answers[0].GetProperty("items").EnumerateArray(), item => item.GetProperty("kind").GetString() == "fact" && item.GetProperty("text").GetString()!.Contains("Oslo", StringComparison.Ordinal));
        Assert.Empty(answers[1].GetProperty("items").EnumerateArray());
    }

    private async Task WhyAndForgetAsync()
    {
        var facts = Lines((await RunAsync("list")).Output).Where(item => item.GetProperty("kind").GetString() == "fact").ToList();
        var id = facts.Single(fact => fact.GetProperty("value").GetString() == "Oslo").GetProperty("id").GetString()!;
        var why = Assert.Single(Lines((await RunAsync("why", id)).Output));
        Assert.Equal("I live in Oslo", why.GetProperty("quote").GetString()!.TrimEnd('.'));
        Assert.Equal(0, (await RunAsync("forget", id)).Code);
        Assert.Equal(1, (await RunAsync("forget", id)).Code);
        Assert.DoesNotContain(await ItemsAsync("Where do I live?"), item => item.GetProperty("text").GetString()!.Contains("Oslo", StringComparison.Ordinal));
    }

    private async Task ExportAsync()
    {
        var whole = Assert.Single(Lines((await RunAsync("export")).Output));
        Assert.Equal(["2", "3", "4"], whole.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()));
        Assert.Equal(["Bergen"], whole.GetProperty("facts").EnumerateArray().Select(fact => fact.GetProperty("value").GetString()));
        var (_, lines) = await AssistantCommand.RunAsync(["memory", "export", "--user", "ann", "--Data:Directory", _data], null, Token);
        Assert.Equal(0, (await RunAsync("forget", "--all")).Code);
        Assert.Empty(Lines((await RunAsync("list")).Output));
        Assert.Empty(await ItemsAsync("Was the ferry late?"));

        var file = Path.Combine(_data, "export.jsonl");
        await File.WriteAllTextAsync(file, lines, Token);
        Assert.Equal(0, (await RunAsync("import", file, "--no-vectors")).Code);
        var again = Assert.Single(Lines((await RunAsync("export")).Output));
        Assert.Equal(["2", "3", "4"], again.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()));
        Assert.Equal(["Bergen"], again.GetProperty("facts").EnumerateArray().Select(fact => fact.GetProperty("value").GetString()));
    }

    private async Task ImportAsync(string name, params string[] lines)
    {
        var file = Path.Combine(_data, name);
        await File.WriteAllLinesAsync(file, lines, Token);
        Assert.Equal(0, (await RunAsync("import", file, "--no-vectors")).Code);
    }

    private async Task<List<JsonElement>> FactsAsync(string question, params string[] more) => [.. (await ItemsAsync(question, more)).Where(item => item.GetProperty("kind").GetString() == "fact")];

    private async Task<List<JsonElement>> ItemsAsync(string question, params string[] more) =>
        [.. Assert.Single(Lines((await RunAsync(["recall", question, .. more])).Output)).GetProperty("items").EnumerateArray()];

    private Task<(int Code, string Output)> RunAsync(params string[] arguments) =>
        AssistantCommand.RunAsync(["memory", .. arguments, "--user", "ann", "--json", "--Data:Directory", _data], null, Token);

    private static List<JsonElement> Lines(string output) => [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
}
