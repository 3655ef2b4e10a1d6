using System.Text.Json;
using Assistant.IntegrationTests.Processes;
using Assistant.IntegrationTests.Server;
using Assistant.Tests.Storage;
using Assistant.Tests.Storage.Privacy;

namespace Assistant.IntegrationTests.Privacy;

/// <summary>The commands of the data protection officer, as processes, beside a server that runs and after it.</summary>
public sealed class AuditCommandTests : IDisposable
{
    private const string Secret = "Quittenbrot-58213";
    private readonly string _data = Directory.CreateTempSubdirectory("assistant-audit-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => DataFolder.Remove(_data);

    [Fact]
    public async Task Erase_APersonOfARunningInstallation_AsAnOfficerWould()
    {
        var note = Path.Combine(_data, "note.txt");
        await File.WriteAllTextAsync(note, $"The code word is {Secret}.\n", Token);
        var receipt = Path.Combine(_data, "receipt.json");
        using var client = new ConversationClient { Server = new Uri("http://127.0.0.1") };
        await using (var server = ServerProcess.Start("serve", "--urls", "http://127.0.0.1:0", "--Data:Directory", _data))
        {
            client.Server = new Uri(await server.ReadyAsync());
            await client.StartAsync(Token);
            Assert.True(await client.PostAsync("What is the code word?", "m-1", Token, note));
            await client.AnsweredAsync(1, TimeSpan.FromSeconds(30), Token);

            // A second server on the folder does not start, and what would go behind the first one's back is refused; reading is not.
            await using (var second = ServerProcess.Start("serve", "--urls", "http://127.0.0.1:0", "--Data:Directory", _data))
            {
                Assert.Equal(1, await second.ExitAsync());
                Assert.Contains("Another program uses the data folder", second.Errors, StringComparison.Ordinal);
            }
            Assert.Equal(1, (await AuditAsync("erase", "--subject", client.User, "--receipt", receipt)).Code);
            Assert.False(File.Exists(receipt));
            Assert.Equal(0, (await AuditAsync("verify")).Code);
        }

        var (code, shown) = await AuditAsync("show", "--subject", client.User, "--json");
        Assert.Equal(0, code);
        Assert.Equal(["answer", "conversation", "conversation_reference", "evidence", "memory", "memory_event", "message", "turn"], shown.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("kind").GetString()!).Distinct().Order());
        Assert.Contains(Secret, shown, StringComparison.Ordinal);

        var zip = Path.Combine(_data, "export.zip");
        Assert.Equal(0, (await AuditAsync("export", "--subject", client.User, "--out", zip)).Code);
        await using (var archive = await System.IO.Compression.ZipFile.OpenReadAsync(zip, Token))
        {
            Assert.Contains(Secret, await TextAsync(archive, "index.html"), StringComparison.Ordinal);
            Assert.Contains(Secret, await TextAsync(archive, "items.jsonl"), StringComparison.Ordinal);
            Assert.Contains(Secret, await TextAsync(archive, Assert.Single(archive.Entries, entry => entry.FullName.StartsWith("files/", StringComparison.Ordinal)).FullName), StringComparison.Ordinal);
        }

        Assert.Equal(0, (await AuditAsync("erase", "--subject", client.User, "--receipt", receipt)).Code);
        Assert.Equal(0, (await AuditAsync("check-receipt", receipt)).Code);
        await CheckElsewhereAsync(receipt);
        var text = await File.ReadAllTextAsync(receipt, Token);
        Assert.DoesNotContain(client.User, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(receipt, text.Replace("\"activities\": 2", "\"activities\": 3", StringComparison.Ordinal), Token);
        Assert.Equal(1, (await AuditAsync("check-receipt", receipt)).Code);

        (code, shown) = await AuditAsync("show", "--subject", client.User, "--json");
        Assert.Equal((0, ""), (code, shown));
        (code, shown) = await AuditAsync("verify", "--json");
        Assert.Equal(0, code);
        Assert.True(JsonDocument.Parse(shown).RootElement.GetProperty("ok").GetBoolean());
    }

    /// <summary>An officer with a mistyped folder is not told that all is well, or that somebody is erased.</summary>
    [Fact]
    public async Task Commands_WhereThereIsNoInstallation_SaySo_AndMakeNone()
    {
        var (wrong, receipt) = (Path.Combine(_data, "wrong"), Path.Combine(_data, "receipt.json"));
        foreach (var command in new string[][] { ["audit", "verify"], ["audit", "erase", "--subject", "ann", "--receipt", receipt], ["audit", "holds"], ["keys", "show"], ["retention", "apply"], ["memory", "list", "--user", "ann"] })
            Assert.Equal(1, (await RunAsync([.. command, "--Data:Directory", wrong])).Code);

        Assert.False(Directory.Exists(wrong));
        Assert.False(Directory.Exists(wrong + "-keys"));
        Assert.False(File.Exists(receipt));
    }

    /// <summary>Somebody who is known by two ids.</summary>
    [Fact]
    public async Task Erase_ByTwoIds_TakesBothOrNeither()
    {
        var lines = Path.Combine(_data, "lines.jsonl");
        await File.WriteAllTextAsync(lines, $$"""{"id":"1","time":"2026-01-01T09:00:00Z","speaker":"ann","text":"The code word is {{Secret}}.","conversation":"c"}""", Token);
        foreach (var user in new[] { "ann", "dl_ann" })
            Assert.Equal(0, (await RunAsync("memory", "import", lines, "--user", user, "--no-vectors", "--Data:Directory", _data)).Code);
        string[] both = ["--subject", "ann", "--subject", "dl_ann"];
        var (receipt, zip) = (Path.Combine(_data, "receipt.json"), Path.Combine(_data, "export.zip"));
        Assert.Equal(0, (await AuditAsync(["export", .. both, "--out", zip])).Code);
        Assert.True(File.Exists(Path.Combine(_data, "export-2.zip")));
        Assert.Equal(0, (await AuditAsync("hold", "--subject", "dl_ann")).Code);
        Assert.Equal(1, (await AuditAsync(["erase", .. both, "--receipt", receipt])).Code);
        Assert.Empty(Directory.GetFiles(_data, "receipt*"));
        Assert.Equal(2, (await AuditAsync(["show", .. both, "--json"])).Output.Split(Secret).Length - 1);
        Assert.Equal(0, (await AuditAsync(["release", .. both])).Code);

        Assert.Equal(0, (await AuditAsync(["erase", .. both, "--receipt", receipt])).Code);

        Assert.Equal(0, (await AuditAsync("check-receipt", receipt)).Code);
        Assert.Equal(0, (await AuditAsync("check-receipt", Path.Combine(_data, "receipt-2.json"))).Code);
        Assert.Equal("", (await AuditAsync(["show", .. both, "--json"])).Output);
        Assert.Equal(0, (await AuditAsync("verify")).Code);
    }

    /// <summary>The second one's words stand in what somebody under a legal hold was answered.</summary>
    [Fact]
    public async Task Erase_ByTwoIds_OneOfWhichAHoldOfAnotherKeeps_TakesNeither()
    {
        await using (var store = await StoreUnderTest.StartAsync([], Token, _data))
        {
            await StoredTalk.TalkAsync(store, StoreData.NewConversation(), Secret, "page-ada");
            var group = StoreData.NewConversation();
            await StoredTalk.TalkAsync(store, group, Secret, "teams-ada");
            var message = StoreData.Message(group, "m2");
            var accepted = await store.Inbox.AcceptAsync(message, 50, Token);
            await store.Log.RecordAsync(StoreData.Turn(message, accepted.Sequence, (await store.Inbox.OpenAsync(group, Token)).Epoch, Secret) with { OtherIds = ["teams-ada"] }, Token);
        }
        Assert.Equal(0, (await AuditAsync("hold", "--subject", "dl_anna")).Code);

        Assert.Equal(1, (await AuditAsync("erase", "--subject", "page-ada", "--subject", "teams-ada", "--receipt", Path.Combine(_data, "receipt.json"))).Code);

        Assert.Empty(Directory.GetFiles(_data, "receipt*"));
        Assert.Contains(Secret, (await AuditAsync("show", "--subject", "page-ada", "--json")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_ThatFails_LeavesNoZip()
    {
        var note = Path.Combine(_data, "note.txt");
        await File.WriteAllTextAsync(note, "The code word is quince.\n", Token);
        Assert.Equal(0, (await RunAsync("ask", "--json", "What is the code word?", "--file", note, "--Data:Directory", _data)).Code);
        // Half of the way through a file turns out to be damaged.
        await using (var file = new FileStream(Assert.Single(Directory.GetFiles(Path.Combine(_data, "attachments"), "*", SearchOption.AllDirectories)), FileMode.Open))
            file.SetLength(file.Length - 1);
        var zip = Path.Combine(_data, "export.zip");
        Assert.Equal(1, (await AuditAsync("export", "--subject", $"terminal:{Environment.UserName}", "--out", zip)).Code);
        Assert.Empty(Directory.GetFiles(_data, "export.zip*"));
        await File.WriteAllTextAsync(zip, "mine", Token);
        Assert.Equal(2, (await AuditAsync("export", "--subject", $"terminal:{Environment.UserName}", "--out", zip)).Code);
        Assert.Equal("mine", await File.ReadAllTextAsync(zip, Token));
    }

    /// <summary>On a machine without the installation: by its public key alone, and nothing is made there.</summary>
    private async Task CheckElsewhereAsync(string receipt)
    {
        var elsewhere = Path.Combine(_data, "elsewhere");
        var (_, keys) = await RunAsync("keys", "show", "--Data:Directory", _data);
        var key = Path.Combine(_data, "public.key");
        await File.WriteAllTextAsync(key, keys.Split('\n').Single(line => line.StartsWith("signing key ", StringComparison.Ordinal)), Token);
        Assert.Equal(0, (await RunAsync("audit", "check-receipt", receipt, "--public-key", key, "--Data:Directory", elsewhere)).Code);
        await File.WriteAllTextAsync(key, "MFkw", Token);
        Assert.Equal(1, (await RunAsync("audit", "check-receipt", receipt, "--public-key", key, "--Data:Directory", elsewhere)).Code);
        Assert.Equal(1, (await RunAsync("audit", "check-receipt", receipt, "--Data:Directory", elsewhere)).Code);
        Assert.False(Directory.Exists(elsewhere));
        Assert.False(Directory.Exists(elsewhere + "-keys"));
    }

    [Fact]
    public async Task Rotate_TheMasterKey_KeepsEverythingReadable()
    {
        Assert.Equal(0, (await RunAsync("ask", "--json", "hello", "--Data:Directory", _data)).Code);
        var (_, before) = await RunAsync("keys", "show", "--Data:Directory", _data);
        Assert.Equal(0, (await RunAsync("keys", "rotate", "--Data:Directory", _data)).Code);
        var (_, after) = await RunAsync("keys", "show", "--Data:Directory", _data);
        Assert.NotEqual(before, after);
        var (code, shown) = await AuditAsync("show", "--subject", $"terminal:{Environment.UserName}");
        Assert.Equal(0, code);
        Assert.Contains("hello", shown, StringComparison.Ordinal);
    }

    private Task<(int Code, string Output)> AuditAsync(params string[] arguments) => RunAsync(["audit", .. arguments, "--Data:Directory", _data]);

    private static Task<(int Code, string Output)> RunAsync(params string[] arguments) => AssistantCommand.RunAsync(arguments, null, Token);

    private static async Task<string> TextAsync(System.IO.Compression.ZipArchive archive, string name)
    {
        using var reader = new StreamReader(await archive.GetEntry(name)!.OpenAsync(Token));
        return await reader.ReadToEndAsync(Token);
    }
}
