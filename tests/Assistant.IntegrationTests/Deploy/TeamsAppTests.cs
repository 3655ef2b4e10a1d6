using System.IO.Compression;
using System.Text.Json.Nodes;
using Assistant.Agent.Extractive.Questions;
using Assistant.Channels.BotFramework.Extensions;
using Assistant.Conversations;
using Assistant.IntegrationTests.Processes;
using Assistant.Memory.Facts.Dialogue;

namespace Assistant.IntegrationTests.Deploy;

/// <summary>The zip that `assistant teams package` writes, judged by Microsoft's own schemas.</summary>
public sealed class TeamsAppTests : IDisposable
{
    private const string Peer = "teams-manifest";
    private const string AppId = "11111111-2222-3333-4444-555555555555";
    private readonly string _folder = Directory.CreateTempSubdirectory("assistant-teams-").FullName;

    [Theory]
    [InlineData()]
    [InlineData("--name", "小助手 <&> \"one\"", "--version-of-app", "2.10.3", "--privacy", "https://example.org/datenschutz?für=alle")]
    public async Task Package_ForARegistration_IsAsMicrosoftsSchemasSay(params string[] more)
    {
        var peer = Peers.Folder(Peer);
        Assert.SkipUnless(peer is not null, Peers.HowToGet(Peer));
        var files = await UnpackAsync(more);

        var manifest = Read(files, "manifest.json");
        Assert.Equal([AppId, AppId, AppId], [(string?)manifest["id"], (string?)manifest["bots"]![0]!["botId"], (string?)manifest["composeExtensions"]![0]!["botId"]]);
        Assert.Equal("Example Ltd", (string?)manifest["developer"]!["name"]);
        Assert.DoesNotContain("example.com", File.ReadAllText(Path.Combine(files, "manifest.json")), StringComparison.Ordinal);
        Assert.Equal(more.Length == 0 ? "Assistant" : more[1], (string?)manifest["name"]!["short"]);
        Assert.Equal(more.Length == 0 ? "智能助手" : more[1], (string?)Read(files, "zh-cn.json")["name.short"]);
        Assert.Equal((192, 32), (Width(Path.Combine(files, "color.png")), Width(Path.Combine(files, "outline.png"))));
        Assert.Equal("""{"manifest":[],"strings":[]}""", Assert.Single(await Peers.RunAsync(peer!, "peer.mjs", files)));
    }

    [Theory]
    [InlineData("assistant.example.org", "example.org")]
    [InlineData("example.org", "example.org")]
    [InlineData("assistant.a-very-long-name-of-an-organisation.example", "a-very-long-name-of-an-organisati")]
    public async Task Package_ForAnIdAndAHostAlone_NamesTheDomain(string host, string organisation)
    {
        var (zip, files) = (Path.Combine(_folder, "app.zip"), Path.Combine(_folder, "files"));

        var (code, output) = await Tool.RunAsync(Checkout.Server, ["teams", "package", zip, "--app-id", AppId, "--host", host], TestContext.Current.CancellationToken);

        Assert.True(code == 0, output);
        await ZipFile.ExtractToDirectoryAsync(zip, files, TestContext.Current.CancellationToken);
        Assert.Equal(organisation[..Math.Min(organisation.Length, 32)], (string?)Read(files, "manifest.json")["developer"]!["name"]);
    }

    /// <summary>Without this one Teams sends no read receipts; nobody has to consent to more.</summary>
    [Fact]
    public async Task Permissions_OfThePackage_AreThatOfReadReceiptsAlone()
    {
        var manifest = Read(await UnpackAsync(), "manifest.json");

        Assert.Equal("""{"permissions":{"resourceSpecific":[{"name":"ChatMessageReadReceipt.Read.Chat","type":"Application"}]}}""", manifest["authorization"]!.ToJsonString());
        Assert.Equal((AppId, "https://assistant.example.org"), ((string?)manifest["webApplicationInfo"]!["id"], (string?)manifest["webApplicationInfo"]!["resource"]));
    }

    [Fact]
    public async Task Schemas_OfAPackageThatIsWrong_SaySo()
    {
        var peer = Peers.Folder(Peer);
        Assert.SkipUnless(peer is not null, Peers.HowToGet(Peer));
        var files = await UnpackAsync();
        var (manifest, strings) = (Read(files, "manifest.json"), Read(files, "zh-cn.json"));
        (manifest["name"]!["short"], strings["bots[0].commandLists[7].commands[0].title"]) = (new string('x', 31), "x");
        await File.WriteAllTextAsync(Path.Combine(files, "manifest.json"), manifest.ToJsonString(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(files, "zh-cn.json"), strings.ToJsonString(), TestContext.Current.CancellationToken);

        var judged = JsonNode.Parse(Assert.Single(await Peers.RunAsync(peer!, "peer.mjs", files)))!;

        Assert.Contains("/name/short", (string?)Assert.Single(judged["manifest"]!.AsArray()), StringComparison.Ordinal);
        Assert.NotEmpty(judged["strings"]!.AsArray());
    }

    [Theory]
    [InlineData("--app-id", "not-an-id")]
    [InlineData("--app-id", "00000000-0000-0000-0000-000000000000")]
    [InlineData("--host", "https://assistant.example.org")]
    [InlineData("--host", "assistant.example.org/path")]
    [InlineData("--organisation", "")]
    [InlineData("--organisation", "An organisation with a long, long name")]
    [InlineData("--name", "More than thirty characters long")]
    [InlineData("--version-of-app", "1.0")]
    [InlineData("--version-of-app", "01.0.0")]
    [InlineData("--terms", "http://example.org/terms")]
    [InlineData("--terms", "terms")]
    public async Task Package_WithAWrongOption_IsRefusedByNameAndWritesNothing(string option, string value)
    {
        var zip = Path.Combine(_folder, "app.zip");
        Dictionary<string, string> options = new() { ["--app-id"] = AppId, ["--organisation"] = "Example Ltd", ["--host"] = "assistant.example.org", [option] = value };

        var (code, output) = await Tool.RunAsync(Checkout.Server, ["teams", "package", zip, .. options.SelectMany(each => new[] { each.Key, each.Value })], TestContext.Current.CancellationToken);

        Assert.Equal(2, code);
        Assert.Contains(option, output, StringComparison.Ordinal);
        Assert.False(File.Exists(zip));
    }

    /// <summary>What the message extensions are called is what the server answers to, and each has its Chinese words.</summary>
    [Fact]
    public void Extensions_OfThePackage_AreThoseThatTheServerAnswers()
    {
        var folder = Path.Combine(Checkout.Root, "deploy", "teams");
        var commands = Read(folder, "manifest.json")["composeExtensions"]![0]!["commands"]!.AsArray();
        var chinese = Read(folder, "zh-cn.json");

        Assert.Equal([ExtensionCommand.Ask, ExtensionCommand.Search], commands.Select(command => (string?)command!["id"]));
        Assert.All(commands.Index(), command => Assert.False(string.IsNullOrWhiteSpace((string?)chinese[$"composeExtensions[0].commands[{command.Index}].title"])));
    }

    /// <summary>What Teams offers to tap must be understood, in both languages.</summary>
    [Fact]
    public void Commands_OfThePackage_AreUnderstood()
    {
        var folder = Path.Combine(Checkout.Root, "deploy", "teams");
        var english = Read(folder, "manifest.json")["bots"]![0]!["commandLists"]!.AsArray().SelectMany(list => list!["commands"]!.AsArray()).Select(command => (string)command!["title"]!).ToList();
        var chinese = Read(folder, "zh-cn.json").Where(each => each.Key.StartsWith("bots[0].commandLists", StringComparison.Ordinal) && each.Key.EndsWith(".title", StringComparison.Ordinal)).Select(each => (string)each.Value!).ToList();

        Assert.Equal(["Help", "Summarise", "Overview", "TakeAlong", "ForgetEverything", "Stop", "Help", "Summarise", "Stop"], english.Select(Understood));
        Assert.Equal(["Help", "Summarise", "Overview", "TakeAlong", "ForgetEverything", "Stop", "Help", "Summarise", "Stop"], chinese.Select(Understood));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Understood(string title)
    {
        var message = new InboundMessage { Conversation = new("t", "msteams", "c"), ActivityId = "a", From = new("u"), ReceivedAt = DateTimeOffset.UnixEpoch, Text = title };
        return StopWords.IsStop(message) ? "Stop"
            : MemoryRequests.Of(title, DateTimeOffset.UnixEpoch) is { } request ? $"{request.Kind}"
            : SmallTalk.Of(title) is not Courtesy.None and var courtesy ? $"{courtesy}"
            : $"{Agent.Tasks.MessageTasks.Of(title)}";
    }

    private async Task<string> UnpackAsync(params string[] more)
    {
        var (zip, files) = (Path.Combine(_folder, "app.zip"), Path.Combine(_folder, "files"));
        var (code, output) = await Tool.RunAsync(
            Checkout.Server, ["teams", "package", zip, "--app-id", AppId, "--organisation", "Example Ltd", "--host", "assistant.example.org", .. more], TestContext.Current.CancellationToken);
        Assert.True(code == 0, output);
        await ZipFile.ExtractToDirectoryAsync(zip, files, TestContext.Current.CancellationToken);
        return files;
    }

    private static JsonObject Read(string folder, string file) => JsonNode.Parse(File.ReadAllBytes(Path.Combine(folder, file)))!.AsObject();

    /// <summary>From the header of a png.</summary>
    private static int Width(string png) => System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(File.ReadAllBytes(png).AsSpan(16, 4));
}
