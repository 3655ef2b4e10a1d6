using System.CommandLine;
using System.CommandLine.Parsing;
using Assistant.ChannelSimulator.Bots;
using Assistant.ChannelSimulator.Channel;
using Assistant.ChannelSimulator.Ledger;
using Assistant.ChannelSimulator.Plan;
using Assistant.ChannelSimulator.Play;
using Assistant.ChannelSimulator.Play.DirectLine;
using Assistant.ChannelSimulator.Report;
using Assistant.ChannelSimulator.Scenarios;
using Assistant.IntegrationTests.Processes;
using Assistant.Tests.Channels.BotFramework.Tokens;

namespace Assistant.ChannelSimulator;

/// <summary>run: a hostile channel and its clients against a bot, which it starts itself or finds on this machine.</summary>
internal static class RunCommand
{
    private const string App = TokenWorld.App;
    private const string DirectLineSecret = "of this play only, no secret";

    public static Command Create()
    {
        var seed = new Option<int>("--seed") { Description = "The same seed gives the same play.", DefaultValueFactory = _ => 1 };
        var activities = new Option<int>("--activities") { Description = "How many.", DefaultValueFactory = _ => 500 };
        var killEvery = new Option<double?>("--kill-every") { Description = "Seconds after which the server that is started here is killed (SIGKILL), each time that it got ready." };
        var scenario = new Option<string>("--scenario") { Description = "A YAML file; otherwise every behaviour at 5 %.", DefaultValueFactory = _ => ScenarioFile.Default };
        var bot = new Option<Uri?>("--bot") { Description = "The messaging endpoint of a bot that runs on this machine, instead of starting our own server.", CustomParser = Bot };
        var port = new Option<int?>("--port") { Description = "First of the three ports that the channel takes (connector, metadata and tokens, addresses inside); otherwise free ones. For --bot, whose settings must name them." };
        var chart = new Option<string?>("--chart") { Description = "Where to write the chart (SVG)." };
        var json = new Option<bool>("--json") { Description = "Standard output is one JSON line; everything else goes to standard error." };
        var command = new Command("run", "A hostile channel against a bot: is each message answered once, in order?") { seed, activities, killEvery, scenario, bot, port, chart, json };
        activities.Validators.Add(result => { if (result.GetValueOrDefault<int>() < 1) result.AddError("--activities must be at least 1."); });
        killEvery.Validators.Add(result => { if (result.GetValueOrDefault<double?>() is <= 0) result.AddError("--kill-every must be greater than zero."); });
        command.SetAction((parsed, cancellationToken) => RunAsync(new(
            parsed.GetValue(seed), parsed.GetValue(activities), parsed.GetValue(killEvery), parsed.GetRequiredValue(scenario), parsed.GetValue(bot), parsed.GetValue(port), parsed.GetValue(chart), parsed.GetValue(json)), cancellationToken));
        return command;
    }

    private static Uri? Bot(ArgumentResult result)
    {
        if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address) && address.IsLoopback && address.Scheme is "http" or "https")
            return address;
        result.AddError("--bot must be an http address of this machine, such as http://127.0.0.1:3978/api/messages: nothing is sent elsewhere.");
        return null;
    }

    private static async Task<int> RunAsync(RunArguments arguments, CancellationToken cancellationToken)
    {
        var scenario = ScenarioFile.Read(arguments.Scenario);
        var plan = PlayPlan.Make(scenario, arguments.Seed, arguments.Activities, directLine: arguments.Bot is null);
        var ledger = new PlayLedger(plan);
        using var canary = Canary.Start(Port(arguments, 2));
        await using var provider = await OpenIdProvider.StartAsync(Port(arguments, 1));
        await using var connector = await HostileConnector.StartAsync(ledger, scenario, new HostileFiles(canary), Port(arguments, 0));
        using var tokens = new ChannelTokens(provider, App, TimeProvider.System);
        tokens.RollOver();
        var settings = Settings(scenario, provider, connector);
        await using var own = arguments.Bot is null ? await OwnBot.StartAsync(settings, cancellationToken) : null;
        if (own is null)
            await Console.Error.WriteLineAsync($"The bot at {arguments.Bot} is expected to have these settings, in its own words:\n{string.Join('\n', settings.Select(each => $"  {each.Key} = {each.Value}"))}");

        ledger.Begin();
        using var http = new PatientHttp();
        var poster = new Poster(arguments.Bot ?? own!.Messages, tokens, connector.ServiceUrl, http, ledger);
        var people = plan.Conversations.Where(each => each.Count > 0 && each[0].Conversation.Kind == ConversationKind.DirectLine)
            .ToDictionary(each => each[0].Conversation, each => new DirectLinePerson(own!.Address, DirectLineSecret, each[0].Conversation, http, ledger));
        var player = new Player(plan, scenario, new ActivityBodies(scenario, connector.ServiceUrl), conversation => people.TryGetValue(conversation, out var person) ? person : poster, tokens, ledger);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var kills = own is not null && arguments.KillEvery is { } every ? own.KillAgainAndAgainAsync(TimeSpan.FromSeconds(every), plan.Length, ledger, ended.Token) : Task.CompletedTask;
        await player.PlayAsync(cancellationToken);
        await ended.CancelAsync();
        await kills;
        var differences = people.Values.Sum(person => person.Differences());
        foreach (var person in people.Values)
            await person.DisposeAsync();
        if (own is not null)
            await own.DisposeAsync();
        return await ReportAsync(arguments, ledger, canary, connector, http, differences, own);
    }

    private static async Task<int> ReportAsync(RunArguments arguments, PlayLedger ledger, Canary canary, HostileConnector connector, PatientHttp http, int differences, OwnBot? own)
    {
        var verdict = Verdict.Of(ledger);
        var report = new PlayReport(ledger, verdict, http.RefusedForLoad, connector.Streams.Faults);
        var people = arguments.Json ? Console.Error : Console.Out;
        await people.WriteLineAsync(report.Text());
        await people.WriteLineAsync($"{http.NotTaken} requests not taken for the moment, {http.RefusedForLoad} of them refused by a bot that was there, {connector.Pieces} pieces of live streams, {connector.Streams.LeftOpen} streams that nothing ended, {differences} messages that one socket saw and another did not, {connector.WithoutToken} requests without the bot's token, {canary.Connections} connections to addresses inside.");
        foreach (var (rule, count) in connector.Streams.Broken)
            await people.WriteLineAsync($"{count,6} against Teams' rules of a stream: {rule}");
        foreach (var (kind, count) in own?.Complaints.OrderByDescending(each => each.Value).Take(12) ?? [])
            await people.WriteLineAsync($"{count,6} {kind}");
        if (arguments.Chart is { } chart)
            await File.WriteAllTextAsync(chart, LatencyChart.Draw(ledger));
        await Console.Out.WriteLineAsync(report.Json());
        return verdict.IsGood && canary.Connections == 0 && connector.WithoutToken == 0 && connector.Streams.Faults == 0 && differences == 0 ? 0 : 1;
    }

    private static Dictionary<string, string> Settings(Scenario scenario, OpenIdProvider provider, HostileConnector connector)
    {
        var settings = ChannelSettings.Of(provider, connector.Address);
        settings["BotFramework:AllowedTenants:0"] = ActivityBodies.Tenant;
        settings["DirectLine:Secret"] = DirectLineSecret;
        foreach (var (key, value) in scenario.Server)
            settings.TryAdd(key, value);
        return settings;
    }

    private static int Port(RunArguments arguments, int place) => arguments.Port is { } first ? first + place : FreePort.Take();

    private sealed record RunArguments(int Seed, int Activities, double? KillEvery, string Scenario, Uri? Bot, int? Port, string? Chart, bool Json);
}
