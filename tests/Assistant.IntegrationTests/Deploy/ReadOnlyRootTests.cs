using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Assistant.IntegrationTests.Processes;

namespace Assistant.IntegrationTests.Deploy;

/// <summary>What ships, as a container or a hardened service runs it: a user without rights, every folder read-only but its data.</summary>
public sealed class ReadOnlyRootTests : IDisposable
{
    private const int Nobody = 65534;
    private static readonly string s_published = Path.Combine(Tool.Root, "artifacts/publish/Assistant.Server/release_linux-x64");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("assistant-sealed-");

    [Fact]
    public async Task Server_OnAReadOnlyRootWithoutRights_AnswersAndWritesOnlyItsData()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Needs root, to take a user's rights away and to make the root read-only.");
        Assert.SkipUnless(File.Exists(Path.Combine(s_published, "Assistant.Server")), "Nothing is published yet: ./run.sh --build");
        Assert.SkipUnless(Tool.Find("unshare") is not null && Tool.Find("setpriv") is not null, "unshare and setpriv are not installed: apt-get install util-linux");
        var cancellationToken = TestContext.Current.CancellationToken;
        var port = FreePort.Take();
        using var sealing = Process.Start(new ProcessStartInfo("unshare", ["--mount", "--propagation", "private", "bash", "-c", Script(port)]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var errors = sealing.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            var health = await ReadyAsync(sealing, port, cancellationToken);
            Assert.True(health, sealing.HasExited ? await errors : "not ready in time");
            Assert.Equal(("65534", "0000000000000000", "1"), await RightsAsync(sealing, cancellationToken));

            var answer = await AskAsync(port, cancellationToken);

            if (Directory.Exists(Path.Combine(Tool.Root, "web/node_modules/@gutenye")))
                Assert.Contains("813.36", answer, StringComparison.Ordinal);
            else
                Assert.NotEmpty(answer);
            Assert.True(File.Exists(Path.Combine(_folder.FullName, "data/assistant.db")));
        }
        finally
        {
            await StopAsync(sealing);
        }
        var (code, _) = await Tool.RunAsync("bash", ["deploy/healthcheck.sh", "127.0.0.1", $"{port}"], cancellationToken);
        Assert.NotEqual(0, code);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>The program and its models lie where the user may look, whatever the rights of the checkout's parents.</summary>
    private string Script(int port) => $"""
        set -eu
        cd {_folder.FullName}
        chmod 755 . && mkdir -p app data keys tmp node_modules && chown {Nobody}:{Nobody} data keys tmp
        mount --bind {s_published} app
        [ ! -d {Tool.Root}/web/node_modules ] || mount --bind {Tool.Root}/web/node_modules/ node_modules
        mount --bind data data && mount --bind keys keys && mount --bind tmp tmp
        mount -o remount,bind,ro /
        ! touch /probe 2>/dev/null
        export HOME=$PWD/tmp TMPDIR=$PWD/tmp ASSISTANT_DATA=$PWD/data ASSISTANT_Privacy__KeyDirectory=$PWD/keys DOTNET_EnableDiagnostics=0 ORT_DISABLE_TELEMETRY=1
        cd app
        exec setpriv --reuid={Nobody} --regid={Nobody} --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all -- ./Assistant.Server serve --urls http://127.0.0.1:{port}
        """;

    private static async Task<bool> ReadyAsync(Process sealing, int port, CancellationToken cancellationToken)
    {
        for (var i = 0; i < 600 && !sealing.HasExited; i++)
        {
            var (code, _) = await Tool.RunAsync("bash", ["deploy/healthcheck.sh", "127.0.0.1", $"{port}"], cancellationToken);
            if (code == 0)
                return true;
            await Task.Delay(100, cancellationToken);
        }
        return false;
    }

    /// <summary>User, capabilities and no-new-privileges; unshare, bash and setpriv have become the server.</summary>
    private static async Task<(string User, string Capabilities, string NoNew)> RightsAsync(Process server, CancellationToken cancellationToken)
    {
        var status = (await File.ReadAllLinesAsync($"/proc/{server.Id}/status", cancellationToken)).Select(line => line.Split('\t')).ToLookup(line => line[0], line => line[1]);
        return (status["Uid:"].Single(), status["CapEff:"].Single(), status["NoNewPrivs:"].Single());
    }

    private static async Task<string> AskAsync(int port, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri($"http://127.0.0.1:{port}/v3/directline/") };
        var grant = await (await http.PostAsync(new Uri("conversations", UriKind.Relative), null, cancellationToken)).Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        http.DefaultRequestHeaders.Authorization = new("Bearer", grant.GetProperty("token").GetString());
        var conversation = grant.GetProperty("conversationId").GetString();
        using var form = new MultipartFormDataContent
        {
            { JsonContent.Create(new { type = "message", from = new { id = "user1" }, text = "What is the amount due?" }, new System.Net.Http.Headers.MediaTypeHeaderValue("application/vnd.microsoft.activity")), "activity" },
            { new ByteArrayContent(await File.ReadAllBytesAsync(Path.Combine(Tool.Root, "web/samples/invoice.png"), cancellationToken)) { Headers = { ContentType = new("image/png") } }, "file", "invoice.png" },
        };
        using var posted = await http.PostAsync(new Uri($"conversations/{conversation}/upload?userId=user1", UriKind.Relative), form, cancellationToken);
        Assert.True(posted.IsSuccessStatusCode, await posted.Content.ReadAsStringAsync(cancellationToken));
        for (var i = 0; i < 300; i++)
        {
            var set = await http.GetFromJsonAsync<JsonElement>(new Uri($"conversations/{conversation}/activities", UriKind.Relative), cancellationToken);
            var answer = set.GetProperty("activities").EnumerateArray().FirstOrDefault(each => each.TryGetProperty("replyToId", out _));
            if (answer.ValueKind == JsonValueKind.Object)
                return answer.GetProperty("text").GetString()!;
            await Task.Delay(200, cancellationToken);
        }
        return "";
    }

    private static async Task StopAsync(Process process)
    {
        using (var kill = Process.Start("kill", [$"{process.Id}"]))
            await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
    }
}
