using System.CommandLine;
using System.Text.Json;
using Assistant.ChannelSimulator.Bots;
using Assistant.IntegrationTests.Processes;

namespace Assistant.ChannelSimulator.Echo;

/// <summary>echo: how many of the smallest turns a second, beside the echo bot of Microsoft's JavaScript SDK; both in processes of their own, in turn, without authentication.</summary>
internal static class EchoCommand
{
    private const int People = 32;

    public static Command Create()
    {
        var seconds = new Option<double>("--seconds") { Description = "Of each measurement; as long again before it, to warm up.", DefaultValueFactory = _ => 8 };
        var json = new Option<bool>("--json") { Description = "Standard output is one JSON line; everything else goes to standard error." };
        var command = new Command("echo", $"Throughput of the smallest turn with {People} people, beside botbuilder's echo bot.") { seconds, json };
        seconds.Validators.Add(result => { if (result.GetValueOrDefault<double>() <= 0) result.AddError("--seconds must be greater than zero."); });
        command.SetAction((parsed, cancellationToken) => RunAsync(TimeSpan.FromSeconds(parsed.GetValue(seconds)), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(TimeSpan span, CancellationToken cancellationToken)
    {
        await using var load = await EchoLoad.StartAsync(People);
        EchoFigures ours;
        await using (var bot = await OwnBot.StartAsync(new Dictionary<string, string>(), cancellationToken))
            ours = await MeasureAsync("ours", load, bot.Messages, span, cancellationToken);
        EchoFigures? peer = null;
        if (EchoPeer.Folder is { } folder)
        {
            await using var bot = await EchoPeer.StartAsync(folder, FreePort.Take(), cancellationToken);
            peer = await MeasureAsync("botbuilder's echo bot", load, bot.Messages, span, cancellationToken);
        }
        else
        {
            await Console.Error.WriteLineAsync("The packages of tests/peers/botframework are not installed, so there is nothing to compare with: run npm ci --ignore-scripts there.");
        }
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(new
        {
            ours_per_second = ours.PerSecond, ours_p99_ms = ours.RepliedP99, peer_per_second = peer?.PerSecond, peer_p99_ms = peer?.RepliedP99, ratio = peer is { PerSecond: > 0 } ? Math.Round(ours.PerSecond / peer.PerSecond, 2) : (double?)null,
        }));
        return 0;
    }

    private static async Task<EchoFigures> MeasureAsync(string name, EchoLoad load, Uri bot, TimeSpan span, CancellationToken cancellationToken)
    {
        await load.MeasureAsync(bot, People, span, cancellationToken);
        var figures = await load.MeasureAsync(bot, People, span, cancellationToken);
        await Console.Error.WriteLineAsync($"{name}: {figures.PerSecond} a second, acknowledged p99 {figures.AcknowledgedP99} ms, answered p50 {figures.RepliedP50} ms, p99 {figures.RepliedP99} ms");
        return figures;
    }
}
