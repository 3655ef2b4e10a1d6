using System.Diagnostics;
using System.Text.Json;
using Assistant.IntegrationTests.Processes;

namespace Assistant.IntegrationTests.BotFramework;

/// <summary>The hostile channel against the server that ships, each in a process of its own: short plays.</summary>
public sealed class ChannelSimulatorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("assistant-plays-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task HostileChannel_EveryAcceptableActivity_IsAnsweredOnceAndInOrder()
    {
        var (line, report) = await RunAsync("run", "--seed", "7", "--activities", "300", "--scenario", Scenario());

        AssertAnswered(line, 300, report);
        Assert.Contains(", 0 kills.", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HostileChannel_WhileTheServerIsKilledAgainAndAgain_LosesNothing()
    {
        var (line, report) = await RunAsync("run", "--seed", "8", "--activities", "300", "--scenario", Scenario(), "--kill-every", "3");

        AssertAnswered(line, 300, report);
        Assert.DoesNotContain(", 0 kills.", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tokens_ForgedOnesAreRefusedAndGoodOnesAccepted()
    {
        var (line, report) = await RunAsync("tokens", "--seed", "7");

        Assert.True(line.GetProperty("forged").GetInt32() >= 120, report);
        Assert.True((line.GetProperty("forged").GetInt32(), line.GetProperty("valid").GetInt32()) == (line.GetProperty("refused").GetInt32(), line.GetProperty("accepted").GetInt32()), report);
    }

    [Fact]
    public async Task CarelessBot_IsFoundOut()
    {
        await using var bot = await CarelessBot.StartAsync("aaaaaaaa-2222-3333-4444-555555555555");
        var file = Path.Combine(_folder, "careless.yaml");
        await File.WriteAllTextAsync(file, "rate: 60\npatience: 4\nkey_rollovers: 0\nbehaviours: { wrong-tenant: 0.2, fail-after-accept: 0.1 }\n", TestContext.Current.CancellationToken);

        var (line, report) = await RunAsync("run", "--seed", "3", "--activities", "210", "--scenario", file, "--bot", bot.Messages);

        int Count(string name) => line.GetProperty(name).GetInt32();
        Assert.True(bot.Forgotten > 0 && bot.Doubled > 0 && bot.Strangers > 0, report);
        Assert.Equal((bot.Forgotten, bot.Strangers), (Count("replied_never"), Count("refused_answered")));
        // Of those that it answered twice, the channel had failed after the first of some: they do not count against it.
        Assert.Equal(bot.Doubled, Count("replied_twice") + Count("hidden_by_channel"));
        Assert.True(Count("replied_twice") > Count("hidden_by_channel") && Count("out_of_order") > 0, $"{line}\n{report}");
    }

    [Fact]
    public async Task Scenario_ThatIsWrong_IsNamedWithWhatIsWrong()
    {
        var file = Path.Combine(_folder, "wrong.yaml");
        await File.WriteAllTextAsync(file, "behaviours: { dubplicate: 0.1 }\n", TestContext.Current.CancellationToken);

        var (code, _, errors) = await StartAsync("run", "--scenario", file, "--json");

        Assert.Equal(2, code);
        Assert.Contains("wrong.yaml: 'dubplicate' is no behaviour; there are resend, duplicate,", errors, StringComparison.Ordinal);
    }

    /// <summary>Each behaviour, faster than by default.</summary>
    private string Scenario()
    {
        var file = Path.Combine(_folder, "short.yaml");
        var yaml = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Program)!, "Scenarios", "hostile.yaml"));
        // Told late, but told: a bot that gives up is in the judge's own tests.
        File.WriteAllText(file, yaml.Replace("rate: 60", "rate: 40", StringComparison.Ordinal).Replace("slow_for: 18", "slow_for: 1.5", StringComparison.Ordinal).Replace("patience: 25", "patience: 15", StringComparison.Ordinal));
        return file;
    }

    private static void AssertAnswered(JsonElement line, int activities, string report)
    {
        int Count(string name) => line.GetProperty(name).GetInt32();
        Assert.True((Count("activities"), Count("replied_never"), Count("replied_twice"), Count("out_of_order"), Count("refused_answered")) == (activities, 0, 0, 0, 0), $"{line}\n{report}");
        Assert.True(Count("acceptable") == Count("replied_once") + Count("hidden_by_channel") && Count("acceptable") > activities / 2, $"{line}\n{report}");
        Assert.True((Count("refused_taken"), Count("strays"), Count("changes_missed"), Count("stream_faults")) == (0, 0, 0, 0) && Count("in_parts") > 0, $"{line}\n{report}");
        Assert.Contains(", 0 messages that one socket saw and another did not, 0 requests without the bot's token, 0 connections to addresses inside.", report, StringComparison.Ordinal);
    }

    private static string Program => Path.Combine(Checkout.Root, "artifacts", "bin", "Assistant.ChannelSimulator", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "Assistant.ChannelSimulator");

    /// <summary>Its JSON line, and what it told people.</summary>
    private static async Task<(JsonElement Line, string Report)> RunAsync(params string[] arguments)
    {
        var (code, output, errors) = await StartAsync([.. arguments, "--json"]);
        Assert.True(output.Length > 0, errors);
        Assert.True(code is 0 or 1, $"{code}: {errors}");
        return (JsonDocument.Parse(output.Trim()).RootElement, errors);
    }

    private static async Task<(int Code, string Output, string Errors)> StartAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await errors);
    }
}
