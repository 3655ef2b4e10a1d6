using System.CommandLine;
using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Assistant.ChannelSimulator.Bots;
using Assistant.Tests.Channels.BotFramework.Tokens;

namespace Assistant.ChannelSimulator;

/// <summary>tokens: forged, broken and good tokens against /api/messages of the server that ships.</summary>
internal static class TokensCommand
{
    // Nobody listens there, and the server does not come to reply before it is stopped.
    private const string ServiceUrl = "http://127.0.0.1:9";

    /// <summary>The best of so many counts: a moment in which another program had the processor says nothing about a refusal.</summary>
    private const int Tries = 3;

    private const int Mutations = 100;

    public static Command Create()
    {
        var seed = new Option<int>("--seed") { Description = "The order of the tokens, and where good ones are broken.", DefaultValueFactory = _ => 1 };
        var json = new Option<bool>("--json") { Description = "Standard output is one JSON line; everything else goes to standard error." };
        var command = new Command("tokens", "Are all forged tokens refused, all good ones accepted, and how fast?") { seed, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(seed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(int seed, CancellationToken cancellationToken)
    {
        await using var world = await TokenWorld.StartAsync();
        var settings = world.Settings();
        settings["BotFramework:AllowedServiceUrls:0"] = ServiceUrl;
        await using var bot = await OwnBot.StartAsync(settings, cancellationToken);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false, RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 }) { BaseAddress = bot.Messages };
        var corpus = new TokenCorpus(world, ServiceUrl, TimeProvider.System.GetUtcNow());
        var (valid, random) = (corpus.Valid().ToArray(), new Random(seed));
        var forged = corpus.Forged().Concat(Enumerable.Range(1, Mutations).Select(number => Broken(valid[0], number, random))).ToArray();
        random.Shuffle(forged);

        // The first ones compile, and read the keys.
        foreach (var given in forged.Take(20).Concat(valid.Take(5)))
            await PostAsync(http, given, cancellationToken);
        var (refused, accepted, slowest, slowestName, slowestTry) = (0, 0, 0d, "", 0d);
        foreach (var given in forged)
        {
            var (isRefused, best) = (true, double.MaxValue);
            for (var tried = 0; tried < Tries; tried++)
            {
                var (status, body, milliseconds) = await PostAsync(http, given, cancellationToken);
                isRefused &= status == HttpStatusCode.Forbidden && body == 0;
                (best, slowestTry) = (Math.Min(best, milliseconds), Math.Max(slowestTry, milliseconds));
            }
            refused += isRefused ? 1 : 0;
            if (!isRefused)
                await Console.Error.WriteLineAsync($"not refused as it should be: {given.Name}");
            if (best > slowest)
                (slowest, slowestName) = (best, given.Name);
        }
        foreach (var given in valid)
        {
            var (status, _, _) = await PostAsync(http, given, cancellationToken);
            accepted += status == HttpStatusCode.Accepted ? 1 : 0;
            if (status != HttpStatusCode.Accepted)
                await Console.Error.WriteLineAsync($"not accepted: {given.Name}: {(int)status}");
        }
        await Console.Error.WriteLineAsync($"slowest: {slowestName}");
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(new { forged = forged.Length, refused, valid = valid.Length, accepted, slowest_refusal_ms = Math.Round(slowest, 2), slowest_single_refusal_ms = Math.Round(slowestTry, 2) }));
        return refused == forged.Length && accepted == valid.Length && slowest < 50 ? 0 : 1;
    }

    /// <summary>A good token with one character changed. Not its last: its low bits mean nothing.</summary>
    private static TokenCase Broken(TokenCase good, int number, Random random)
    {
        var header = good.Authorization.ToString();
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var at = random.Next("Bearer ".Length, header.Length - 1);
        var other = Alphabet[random.Next(Alphabet.Length)];
        if (other == header[at])
            other = other == 'A' ? 'B' : 'A';
        return good with { Name = $"broken {number}, at {at}", Authorization = string.Concat(header.AsSpan(0, at), $"{other}", header.AsSpan(at + 1)) };
    }

    private static async Task<(HttpStatusCode Status, int Body, double Milliseconds)> PostAsync(HttpClient http, TokenCase given, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "") { Content = new StringContent(given.Activity("typing").ToJsonString(), Encoding.UTF8, "application/json") };
        foreach (var header in given.Authorization)
            request.Headers.TryAddWithoutValidation("Authorization", header);
        var began = Stopwatch.GetTimestamp();
        using var response = await http.SendAsync(request, cancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return (response.StatusCode, body.Length, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
    }
}
