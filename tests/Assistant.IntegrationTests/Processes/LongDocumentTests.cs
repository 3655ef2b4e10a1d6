using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Assistant.IntegrationTests.Processes;

/// <summary>A text of five million characters in one message, through the server as it is shipped: read to its end, or said where reading stopped.</summary>
public sealed class LongDocumentTests(ITestOutputHelper output) : IDisposable
{
    private const int Limit = 5_000_000;
    private const string Fact = "The gate of the northern depot is opened with the code 7294 after eight in the evening.";
    private const string Question = "What is the code of the northern depot?";

    /// <summary>Megabytes: the text itself as blocks and as an index of its words, many times over, but not without bound.</summary>
    private const double MostOfServer = 700, MostOfWorker = 400;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("assistant-long-");

    [Fact]
    public async Task FiveMillionCharacters_AreReadToTheEndInBoundedMemory()
    {
        var text = Text(Limit - 50_000).Append(Fact).Append("\n\n").Append(Text(20_000, first: 90_000)).ToString();
        Assert.InRange(text.Length, Limit - 50_000, Limit);

        var (answer, found, failures) = await AskAsync(text);

        Assert.Contains("7294", answer, StringComparison.Ordinal);
        Assert.True(found);
        Assert.Empty(failures);
    }

    [Fact]
    public async Task WhatIsBeyondTheLimit_IsNotReadAndSaidSo()
    {
        var text = Text(Limit + 300_000).Append(Fact).Append('\n').ToString();

        var (answer, found, failures) = await AskAsync(text);

        Assert.DoesNotContain("7294", answer, StringComparison.Ordinal);
        Assert.False(found);
        Assert.Contains("log.txt is too long, so I did not read all of it (left out: what follows the first 5,000,000 characters)", answer, StringComparison.Ordinal);
        Assert.Equal(["tooLong"], failures);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<(string Answer, bool Found, string?[] Failures)> AskAsync(string text)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var file = Path.Combine(_folder.FullName, "log.txt");
        await File.WriteAllTextAsync(file, text, cancellationToken);
        await using var server = await ServerProgram.StartAsync(Checkout.Server, null, new Dictionary<string, string>(), null, null, cancellationToken);
        using var client = new ConversationClient { Server = server.Address };
        await client.StartAsync(cancellationToken);
        await using var memory = PeakMemory.Of(server, "Assistant.MediaWorker");
        var before = PeakMemory.Megabytes(server.Id);
        var started = Stopwatch.GetTimestamp();

        Assert.True(await client.PostAsync(Question, "m-1", cancellationToken, file));
        var answer = (await client.AnsweredAsync(1, s_patience, cancellationToken))[^1];

        var first = Stopwatch.GetElapsedTime(started);
        output.WriteLine($"{first.TotalSeconds:F1} s; server {before:F0} MB before, {PeakMemory.Megabytes(server.Id):F0} MB at most; worker {memory["Assistant.MediaWorker"]:F0} MB");
        output.WriteLine(ConversationClient.Text(answer));
        // Asked again, it is still there, and nothing is read or kept a second time.
        Assert.True(await client.PostAsync(Question, "m-2", cancellationToken));
        var again = (await client.AnsweredAsync(2, s_patience, cancellationToken))[^1];
        output.WriteLine($"again {(Stopwatch.GetElapsedTime(started) - first).TotalSeconds:F1} s; server {PeakMemory.Megabytes(server.Id):F0} MB at most");
        Assert.Equal(Found(answer), Found(again));
        Assert.Equal(Says(answer), Says(again));
        Assert.InRange(PeakMemory.Megabytes(server.Id), 1, MostOfServer);
        Assert.InRange(memory["Assistant.MediaWorker"], 1, MostOfWorker);
        return (ConversationClient.Text(answer), Found(answer), [.. Details(answer).GetProperty("failures").EnumerateArray().Select(failure => failure.GetProperty("problem").GetString())]);
    }

    private static bool Says(JsonElement answer) => ConversationClient.Text(answer).Contains("too long", StringComparison.Ordinal);

    private static JsonElement Details(JsonElement answer) => answer.GetProperty("channelData").GetProperty("answer");

    private static bool Found(JsonElement answer) => Details(answer).GetProperty("found").GetBoolean();

    /// <summary>Paragraphs of a log book, each different, none about the depot's gate.</summary>
    private static StringBuilder Text(int length, int first = 0)
    {
        string[] places = ["mill", "harbour", "orchard", "quarry", "station", "brewery", "library"];
        string[] things = ["pump", "crane", "ladder", "boiler", "wagon", "lamp", "scale", "hoist"];
        var text = new StringBuilder();
        for (var i = first; text.Length < length; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture,
                $"Entry {i}. On day {i % 365 + 1} the {things[i % things.Length]} at the {places[i % places.Length]} was looked at by team {i % 23 + 1}, had run for {i % 977} hours and needed {i % 13} new parts.\n\n");
        return text;
    }
}
