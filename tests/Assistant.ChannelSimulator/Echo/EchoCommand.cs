using System.CommandLine;
using System.Text.Json;
using Assistant.ChannelSimulator.Bots;
using Assistant.ChannelSimulator.Channel;
using Assistant.Tests.Channels.BotFramework.Tokens;

namespace Assistant.ChannelSimulator.Echo;

/// <summary>
/// echo: how many of the smallest turns a second, without and with authentication, beside the echo bot of Microsoft's JavaScript SDK and beside a bare bot that shows what the machine allows;
/// all in processes of their own, in turn.
/// </summary>
internal static class EchoCommand
{
    private const int People = 32;

    public static Command Create()
    {
        var seconds = new Option<double>("--seconds") { Description = "Of each measurement; as long again before it, to warm up.", DefaultValueFactory = _ => 15 };
        var json = new Option<bool>("--json") { Description = "Standard output is one JSON line; everything else goes to standard error." };
        var command = new Command("echo", $"Throughput of the smallest turn with {People} people, beside botbuilder's echo bot and a bare one.") { seconds, json };
        seconds.Validators.Add(result => { if (result.GetValueOrDefault<double>() <= 0) result.AddError("--seconds must be greater than zero."); });
        command.SetAction((parsed, cancellationToken) => RunAsync(TimeSpan.FromSeconds(parsed.GetValue(seconds)), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(TimeSpan span, CancellationToken cancellationToken)
    {
        await using var load = await EchoLoad.StartAsync(People);
        EchoFigures ours, bare;
        await using (var bot = await OwnBot.StartAsync(new Dictionary<string, string>(), cancellationToken))
            ours = await MeasureAsync("ours", load, bot.Messages, span, cancellationToken);
        var authenticated = await MeasureAuthenticatedAsync(load, span, cancellationToken);
        await using (var bot = await BareBot.StartAsync(cancellationToken))
            bare = await MeasureAsync("a bare bot", load, bot.Messages, span, cancellationToken);
        EchoFigures? peer = null;
        if (EchoPeer.Folder is { } folder)
        {
            await using var bot = await EchoPeer.StartAsync(folder, cancellationToken);
            peer = await MeasureAsync("botbuilder's echo bot", load, bot.Messages, span, cancellationToken);
        }
        else
        {
            await Console.Error.WriteLineAsync("The packages of tests/peers/botframework are not installed, so there is nothing to compare with: run npm ci --ignore-scripts there.");
        }
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(new
        {
            ours_per_second = ours.PerSecond,
            ours_p99_ms = ours.RepliedP99,
            ours_ack_p99_ms = ours.AcknowledgedP99,
            authenticated_per_second = authenticated.PerSecond,
            authenticated_ratio = Ratio(authenticated, ours),
            bare_per_second = bare.PerSecond,
            bare_p99_ms = bare.RepliedP99,
            peer_per_second = peer?.PerSecond,
            peer_p99_ms = peer?.RepliedP99,
            bare_ratio = Ratio(bare, peer),
            ratio = Ratio(ours, peer),
        }));
        return 0;
    }

    /// <summary>Tokens are checked on the way in, and sent on the way out.</summary>
    private static async Task<EchoFigures> MeasureAuthenticatedAsync(EchoLoad load, TimeSpan span, CancellationToken cancellationToken)
    {
        await using var provider = await OpenIdProvider.StartAsync();
        using var tokens = new ChannelTokens(provider, TokenWorld.App, TimeProvider.System);
        tokens.RollOver();
        await using var bot = await OwnBot.StartAsync(ChannelSettings.Of(provider, load.Address), cancellationToken);
        load.Token = () => tokens.Right(load.Address);
        var figures = await MeasureAsync("ours, authenticated", load, bot.Messages, span, cancellationToken);
        load.Token = null;
        return figures;
    }

    private static async Task<EchoFigures> MeasureAsync(string name, EchoLoad load, Uri bot, TimeSpan span, CancellationToken cancellationToken)
    {
        await load.MeasureAsync(bot, People, span, cancellationToken);
        var figures = await load.MeasureAsync(bot, People, span, cancellationToken);
        await Console.Error.WriteLineAsync($"{name}: {figures.PerSecond} a second, acknowledged p99 {figures.AcknowledgedP99} ms, answered p50 {figures.RepliedP50} ms, p99 {figures.RepliedP99} ms");
        return figures;
    }

    private static double? Ratio(EchoFigures ours, EchoFigures? other) => other is { PerSecond: > 0 } ? Math.Round(ours.PerSecond / other.PerSecond, 2) : null;
}
