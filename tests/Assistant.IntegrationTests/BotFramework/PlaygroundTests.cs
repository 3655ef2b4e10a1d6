using System.Diagnostics;
using System.Text.Json;
using Assistant.IntegrationTests.Processes;

namespace Assistant.IntegrationTests.BotFramework;

/// <summary>Microsoft's Agents Playground, the client that is most like Teams and runs without a network, before the shipped server; all of it in a network namespace, as the playground listens on every interface.</summary>
public sealed class PlaygroundTests
{
    private static readonly string[] s_taken = ["201", "202"];
    private static readonly string[] s_done = ["picture", "file", "citation", "chosen", "approved", "mentioned"];

    [Fact]
    public async Task Playground_ShowsTheAnswerAsItGrows_TakesAThumb_PressesTheMemorysCard_AndSendsAForm()
    {
        var (peer, playwright) = Needed();
        var folder = Directory.CreateTempSubdirectory("assistant-playground-").FullName;
        try
        {
            var seen = await DriveAsync(peer, "drive.mjs", playwright, folder);

            Assert.True(seen.GetProperty("grewBeforeItsEnd").GetBoolean());
            Assert.Equal(2, seen.GetProperty("labels").GetInt32());
            var requests = seen.GetProperty("requests").EnumerateArray().Select(request => request.GetString()!).ToList();
            Assert.All(requests, request => Assert.Contains(request[^3..], s_taken));
            // The first piece of a stream gives its id; more follow, and the message ends it.
            Assert.Equal("typing 201", requests.First(request => request.StartsWith("typing", StringComparison.Ordinal)));
            Assert.True(requests.Count(request => request == "typing 202") >= 2, string.Join(", ", requests));
            Assert.Equal("message 202", requests[^1]);
            // The thumb below the answer, and our answer to the form that the playground asks with.
            Assert.True(seen.GetProperty("thanked").GetBoolean());
            // The card of what is remembered, and the ones that take its place when it is pressed.
            Assert.True(seen.GetProperty("why").GetBoolean());
            Assert.True(seen.GetProperty("corrected").GetBoolean());
            // The form for what a tool's call lacks; what was sent reached the tool, after the person had agreed.
            Assert.Equal(1, seen.GetProperty("timesAsked").GetInt32());
            Assert.True(seen.GetProperty("ordered").GetBoolean());
            Assert.Equal(["pears"], await File.ReadAllLinesAsync(Path.Combine(folder, "orders.txt"), TestContext.Current.CancellationToken));
            KeepPictures(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>It has no way to attach a file, so pictures and files come by its own editor of activities; pictures for people to judge are under artifacts/screenshots.</summary>
    [Fact]
    public async Task Playground_SendsAPictureAndAFile_ShowsCitations_PressesAChoiceAndAnApproval_AndMentionsUsInAGroup()
    {
        var (peer, playwright) = Needed();
        var folder = Directory.CreateTempSubdirectory("assistant-playground-").FullName;
        try
        {
            var seen = await DriveAsync(peer, "features.mjs", playwright, folder);

            Assert.All(s_done, what => Assert.True(seen.GetProperty(what).GetBoolean(), $"{what}: {seen}"));
            Assert.False(seen.GetProperty("spokeUnasked").GetBoolean());
            Assert.Equal(0, seen.GetProperty("waysToAttach").GetInt32());
            Assert.Equal(1, seen.GetProperty("timesAsked").GetInt32());
            KeepPictures(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void KeepPictures(string folder)
    {
        var screenshots = Directory.CreateDirectory(Path.Combine(Checkout.Root, "artifacts", "screenshots")).FullName;
        foreach (var picture in Directory.GetFiles(folder, "*.png"))
            File.Copy(picture, Path.Combine(screenshots, $"playground-{Path.GetFileName(picture)}"), overwrite: true);
    }

    private static (string Peer, string Playwright) Needed()
    {
        var peer = Peers.Folder("playground");
        var playwright = Path.Combine(AppContext.BaseDirectory, ".playwright", "package");
        Assert.SkipUnless(peer is not null, Peers.HowToGet("playground"));
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root for a network namespace");
        Assert.SkipUnless(File.Exists("/usr/bin/unshare") && File.Exists("/usr/bin/chromium") && (File.Exists("/usr/sbin/ip") || File.Exists("/sbin/ip")), "unshare, ip or chromium is missing: apt-get install util-linux iproute2 chromium");
        return (peer!, playwright);
    }

    private static async Task<JsonElement> DriveAsync(string peer, string script, string playwright, string folder)
    {
        var start = new ProcessStartInfo("unshare", ["-n", "sh", "-c", "ip link set lo up && exec \"$@\"", "sh", "node", script, playwright, Checkout.Server, folder])
        {
            WorkingDirectory = peer,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // A site's tool, for the form.
            Environment = { ["DOTNET_STARTUP_HOOKS"] = Checkout.FaultHook, ["ASSISTANT_TEST_TOOL"] = Path.Combine(folder, "orders.txt") },
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{await errors}\n{await output}");
        return JsonDocument.Parse(await output).RootElement;
    }
}
