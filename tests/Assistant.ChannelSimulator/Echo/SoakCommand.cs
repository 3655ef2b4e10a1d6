using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Assistant.ChannelSimulator.Bots;

namespace Assistant.ChannelSimulator.Echo;

/// <summary>
/// soak: does the memory of our server stay flat over very many of the smallest turns? Its resident memory is noted ten times; flat means that the second half holds
/// no more than a tenth above the first, of which the first tenth is left out as warm-up.
/// </summary>
internal static class SoakCommand
{
    private const int People = 32;
    private const int TurnsOfAConversation = 100;
    private const int Notes = 10;
    private const double Flat = 1.1;

    public static Command Create()
    {
        var activities = new Option<int>("--activities") { Description = "How many.", DefaultValueFactory = _ => 1_000_000 };
        var json = new Option<bool>("--json") { Description = "Standard output is one JSON line; everything else goes to standard error." };
        var command = new Command("soak", $"Memory over many of the smallest turns, of {People} people who begin a new conversation every {TurnsOfAConversation} messages.") { activities, json };
        activities.Validators.Add(result => { if (result.GetValueOrDefault<int>() < Notes) result.AddError($"--activities must be at least {Notes}."); });
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(activities), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(int activities, CancellationToken cancellationToken)
    {
        await using var load = await EchoLoad.StartAsync(People);
        await using var bot = await OwnBot.StartAsync(new Dictionary<string, string>(), cancellationToken);
        var (resident, began) = (new List<double>(), Stopwatch.GetTimestamp());
        for (var note = 1; note <= Notes; note++)
        {
            var left = activities / Notes;
            var figures = await load.MeasureAsync(bot.Messages, People, TurnsOfAConversation, () => Interlocked.Decrement(ref left) >= 0, cancellationToken);
            resident.Add(Math.Round(bot.ResidentBytes / 1e6));
            await Console.Error.WriteLineAsync($"{activities / Notes * note} activities: {resident[^1]} MB, {figures.PerSecond} a second, answered p99 {figures.RepliedP99} ms");
        }
        var growth = resident[(Notes / 2)..].Max() / resident[1..(Notes / 2)].Max();
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(new { activities, rss_mb = resident, growth = Math.Round(growth, 3), seconds = Math.Round(Stopwatch.GetElapsedTime(began).TotalSeconds) }));
        return growth <= Flat ? 0 : 1;
    }
}
