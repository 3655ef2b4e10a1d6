using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assistant.Audit;
using Assistant.Conversations;
using Assistant.IntegrationTests.BotFramework;
using Assistant.IntegrationTests.Model;
using Assistant.IntegrationTests.Processes;
using Assistant.IntegrationTests.Server;
using Assistant.Memory;
using Assistant.Privacy;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.IntegrationTests.Privacy;

/// <summary>The whole server with a model server that keeps what it receives: a group of two, in the log and after one of them was erased.</summary>
public sealed class PromptLogTests : IAsyncLifetime
{
    private const string AdasWord = "Quittenbrot-58213", BobsWord = "Marmalade-77120";

    private readonly string _group = $"group-{Guid.NewGuid():N}";
    private StubModelServer _model = null!;
    private ConnectorStub _connector = null!;
    private RunningServer _server = null!;
    private HttpClient _http = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        (_model, _connector) = (await StubModelServer.StartAsync(Token), await ConnectorStub.StartAsync());
        // As a model would: it repeats what it was shown.
        _model.Otherwise = request => StubReply.Text("I heard: " + string.Join(' ', request.Messages.Where(message => message.Role == "user").Select(message => message.Text.Split('\n')[^1])));
        _server = await RunningServer.StartAsync(null, "--Model:Endpoint", _model.Endpoint.ToString(), "--Model:Name", "stub", "--Model:Parameters", "7000000000", "--WorkingMemory:MaxTurns", "2");
        _http = _server.CreateClient();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
        await _connector.DisposeAsync();
        await _model.DisposeAsync();
    }

    [Fact]
    public async Task Log_OfAGroup_HasEveryPromptAsTheModelServerReceivedIt()
    {
        await TalkAsync();
        // What no rule reads of "Mine is ..." is asked of the model when the turn is remembered, some seconds later.
        await Eventually.HoldsAsync(async () => _model.Requests.Count > 3 && Lines(_model.Requests.Select(request => request.Messages)) == Lines(await SentAsync("turn", "memory_event")));
        var answered = await SentAsync("turn");
        Assert.Equal(3, answered.Count);
        // The last one held the whole conversation.
        Assert.Contains(answered[2], message => message.Text.Contains(AdasWord, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Erase_OneOfAGroup_LeavesNoneOfTheirWordsAndAllOfTheOthers()
    {
        await TalkAsync();
        await _server.Services.GetRequiredService<IPersonEraser>().EraseAsync(new("default", "ada"), "officer", Token);

        var left = string.Concat((await ArchiveAsync("ada")).Concat(await ArchiveAsync("bob")).Select(item => item.Content + item.ToText()));
        Assert.DoesNotContain(AdasWord, left, StringComparison.Ordinal);
        Assert.Contains(BobsWord, left, StringComparison.Ordinal);
        using (var zip = new MemoryStream())
        {
            await _server.Services.GetRequiredService<IPersonArchive>().ExportAsync(new("default", "bob"), "officer", zip, Token);
            await using var archive = new System.IO.Compression.ZipArchive(zip);
            foreach (var entry in archive.Entries)
            {
                using var reader = new StreamReader(await entry.OpenAsync(Token));
                Assert.DoesNotContain(AdasWord, await reader.ReadToEndAsync(Token), StringComparison.Ordinal);
            }
        }

        // Nor does the next turn know of them, from wherever it begins.
        var before = _model.Requests.Count;
        await SayAsync("bob", "And now?");
        var next = string.Concat(_model.Requests.Skip(before).SelectMany(request => request.Messages).Select(message => message.Text));
        Assert.DoesNotContain(AdasWord, next, StringComparison.Ordinal);
        Assert.Contains(BobsWord, next, StringComparison.Ordinal);
        Assert.All(await _server.Services.GetRequiredService<IChainVerifier>().VerifyAsync(null, Token), report => Assert.Empty(report.Problems));
    }

    [Fact]
    public async Task Erase_OneOfAGroup_WhileTheModelSumsUpWhatTheySaid_LeavesNoneOfIt()
    {
        var (asked, erased, said) = (new TaskCompletionSource(), new TaskCompletionSource(), _model.Otherwise);
        _model.Otherwise = request =>
        {
            if (!request.Messages[0].Text.StartsWith("Summarise", StringComparison.Ordinal))
                return said(request);
            asked.TrySetResult();
            return StubReply.Text($"Ada's word is {AdasWord}.").After(erased.Task);
        };
        await TalkAsync();
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(60), Token);
        await _server.Services.GetRequiredService<IPersonEraser>().EraseAsync(new("default", "ada"), "officer", Token);
        erased.SetResult();

        // The turn ends meanwhile: what it would save is not there, and not only passed over by the next one.
        await Task.Delay(TimeSpan.FromSeconds(2), Token);
        var kept = await _server.Services.GetRequiredService<IWorkingMemory>().LoadAsync(new(ConversationKey.DefaultTenant, "emulator", _group), Token);
        Assert.DoesNotContain(AdasWord, kept?.Summary ?? "", StringComparison.Ordinal);
        var before = _model.Requests.Count;
        await SayAsync("bob", "And now?");

        var next = string.Concat(_model.Requests.Skip(before).SelectMany(request => request.Messages).Select(message => message.Text));
        Assert.DoesNotContain(AdasWord, next, StringComparison.Ordinal);
        Assert.Contains(BobsWord, next, StringComparison.Ordinal);
    }

    private async Task TalkAsync()
    {
        await SayAsync("ada", $"The word is {AdasWord}");
        await SayAsync("bob", $"Mine is {BobsWord}");
        await SayAsync("bob", "Which words were said?");
    }

    private async Task SayAsync(string person, string text)
    {
        var activity = Posted.Message(_connector.Address, $"<at>Our Bot</at> {text}", _group)
            .With("from", new JsonObject { ["id"] = person, ["name"] = person })
            .With("conversation", new JsonObject { ["id"] = _group, ["isGroup"] = true })
            .With("entities", new JsonArray(new JsonObject { ["type"] = "mention", ["text"] = "<at>Our Bot</at>", ["mentioned"] = new JsonObject { ["id"] = "bot-1", ["name"] = "Our Bot" } }));
        using var response = await _http.PostActivityAsync(activity);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        await _connector.NextAsync();
    }

    /// <returns>The prompts in the log of both, in the order of their records.</returns>
    private async Task<List<List<(string Role, string Text)>>> SentAsync(params string[] kinds) =>
    [
        .. (await ArchiveAsync("ada")).Concat(await ArchiveAsync("bob")).Where(item => kinds.Contains(item.Kind)).OrderBy(item => item.At)
            .SelectMany(item => JsonNode.Parse(item.Content)!["sent"] as JsonArray ?? []).Select(prompt =>
                prompt!["messages"]!.AsArray().Select(message => ((string)message!["role"]!, (string)message["text"]!)).ToList()),
    ];

    private static string Lines(IEnumerable<IEnumerable<(string Role, string Text)>> prompts) =>
        string.Join("\n===\n", prompts.Select(prompt => string.Join('\n', prompt.Select(message => $"{message.Role}: {message.Text}"))).Order(StringComparer.Ordinal));

    private async Task<List<ArchivedItem>> ArchiveAsync(string person)
    {
        var items = new List<ArchivedItem>();
        await foreach (var item in _server.Services.GetRequiredService<IPersonArchive>().ReadAsync(new("default", person), "officer", Token))
            items.Add(item);
        return items;
    }
}
