using System.Net.Http.Json;
using System.Text.Json;
using Assistant.IntegrationTests.Server;

namespace Assistant.IntegrationTests.DirectLine;

public sealed class ConversationTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private Task<DirectLineClient> StartAsync() => DirectLineClient.StartAsync(fixture.Server.CreateClient());

    [Fact]
    public async Task Client_ThatHasSeenMoreThanThereIs_BeginsAnew()
    {
        using var client = await StartAsync();
        await using (var stream = await client.OpenStreamAsync())
            await stream.AnswerToAsync(await client.SayAsync("before"));

        // As from a store that was put back since.
        var read = await client.ActivitiesAsync("1000");
        using var reconnected = await client.ReconnectAsync("1000");
        await using var again = await client.OpenStreamAsync();

        Assert.Equal((2, "2"), (read.GetProperty("activities").GetArrayLength(), Text(read, "watermark")));
        Assert.Equal("You said: after", Text(await again.AnswerToAsync(await client.SayAsync("after")), "text"));
        Assert.Equal("before", Text(again.Activities[0], "text"));
        Assert.Empty((await client.ActivitiesAsync("4")).GetProperty("activities").EnumerateArray());
    }

    [Fact]
    public async Task Message_IsEchoedThenAnsweredWithAGrowingText()
    {
        using var client = await StartAsync();
        await using var stream = await client.OpenStreamAsync();

        // What is fleeting is only seen by who follows already.
        await stream.AnswerToAsync(await client.SayAsync("first"));
        stream.Activities.Clear();

        const string Paced = "paced on the socket";
        var id = await client.SayAsync(Paced, "c-1");
        for (var word = 1; word <= ScriptedAnswers.PacedWords; word++)
        {
            await stream.UntilAsync(activity => Text(activity, "type") == "typing" && activity.TryGetProperty("text", out var text) && text.GetString()!.Contains($"word{word}", StringComparison.Ordinal));
            fixture.Server.Script.Release(Paced);
        }
        var answer = await stream.AnswerToAsync(id);

        var own = stream.Activities[0];
        Assert.Equal(("message", "user1", "user"), (Text(own, "type"), Text(own.GetProperty("from"), "id"), Text(own.GetProperty("from"), "role")));
        Assert.Equal("c-1", Text(own.GetProperty("channelData"), "clientActivityID"));
        var typing = stream.Activities.Where(activity => Text(activity, "type") == "typing").ToArray();
        var data = typing.Select(activity => activity.GetProperty("channelData")).ToArray();
        Assert.Equal("informative", Text(data[0], "streamType"));
        Assert.Equal("thinking", Text(data[0].GetProperty("progress"), "stage"));
        Assert.Equal(Enumerable.Range(1, data.Length), data.Select(each => each.GetProperty("streamSequence").GetInt32()));
        Assert.All(data, each => Assert.Equal(Text(typing[0], "id"), Text(each, "streamId")));
        var grown = typing.Where(activity => Text(activity.GetProperty("channelData"), "streamType") == "streaming").Select(activity => Text(activity, "text")!).ToArray();
        Assert.True(grown.Length > 3);
        Assert.All(grown.Zip(grown.Skip(1)), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
        Assert.Equal($"You said: {Paced}", Text(answer, "text"));
        Assert.Equal(("final", Text(typing[0], "id")), (Text(answer.GetProperty("channelData"), "streamType"), Text(answer.GetProperty("channelData"), "streamId")));
        Assert.Equal("bot", Text(answer.GetProperty("from"), "role"));
        Assert.Equal("4", stream.Watermark);
    }

    [Fact]
    public async Task Answer_CarriesItsCitationsForWebChatAndForThePage()
    {
        using var client = await StartAsync();
        await using var stream = await client.OpenStreamAsync();

        var answer = await stream.AnswerToAsync(await client.SayAsync("cite it"));

        Assert.EndsWith("due on Friday [2].\n\n[1]: cite:1 \"invoice  new .png\"\n[2]: cite:2 \"terms.pdf\"", Text(answer, "text"), StringComparison.Ordinal);
        var entity = Assert.Single(answer.GetProperty("entities").EnumerateArray());
        Assert.Equal(("https://schema.org/Message", "Message"), (Text(entity, "type"), Text(entity, "@type")));
        var claims = entity.GetProperty("citation").EnumerateArray().ToArray();
        Assert.Equal(("Claim", "cite:1", 1), (Text(claims[0], "@type"), Text(claims[0], "@id"), claims[0].GetProperty("position").GetInt32()));
        Assert.Equal("Total 12.50", Text(claims[0].GetProperty("appearance"), "text"));
        var data = answer.GetProperty("channelData").GetProperty("answer");
        Assert.Equal([10, 20, 110, 40], data.GetProperty("citations")[0].GetProperty("box").EnumerateArray().Select(edge => edge.GetInt32()));
        Assert.Equal(("image", "a-1"), (Text(data.GetProperty("citations")[0], "kind"), Text(data.GetProperty("citations")[0], "attachmentId")));
        Assert.Equal(3, data.GetProperty("citations")[1].GetProperty("page").GetInt32());
        Assert.Equal(("unsupported", "HEIC"), (Text(data.GetProperty("failures")[0], "problem"), Text(data.GetProperty("failures")[0], "detail")));
        Assert.Contains("scan.heic", Text(data.GetProperty("failures")[0], "text"), StringComparison.Ordinal);
        Assert.Equal("Who sent it?", Text(answer.GetProperty("suggestedActions").GetProperty("actions")[0], "value"));
        Assert.Equal("AdaptiveCard", Text(answer.GetProperty("attachments")[0].GetProperty("content"), "type"));
    }

    [Fact]
    public async Task SameMessageTwice_IsOneMessage()
    {
        using var client = await StartAsync();

        var first = await client.SayAsync("only once", "c-7");
        var second = await client.SayAsync("only once", "c-7");

        Assert.Equal(first, second);
        await using var stream = await client.OpenStreamAsync();
        await stream.AnswerToAsync(first);
        Assert.Equal(2, (await client.ActivitiesAsync()).GetProperty("activities").GetArrayLength());
    }

    [Fact]
    public async Task Stop_EndsTheTurnWithoutAnAnswer()
    {
        using var client = await StartAsync();
        await using var stream = await client.OpenStreamAsync();
        await client.SayAsync("wait for it");
        await stream.UntilAsync(activity => Text(activity, "type") == "typing");

        using var stopped = await client.PostAsync("""{"type":"event","name":"stop","from":{"id":"user1"}}""");

        Assert.True(stopped.IsSuccessStatusCode);
        var end = await stream.UntilAsync(activity => activity.TryGetProperty("channelData", out var data) && data.TryGetProperty("stopped", out _));
        Assert.Equal(("typing", "final"), (Text(end, "type"), Text(end.GetProperty("channelData"), "streamType")));
        await stream.AnswerToAsync(await client.SayAsync("and go on"));
        Assert.Equal(3, (await client.ActivitiesAsync()).GetProperty("activities").GetArrayLength());
    }

    [Fact]
    public async Task Stop_OfAMessageThatWaits_IsNotTheRunningOnes()
    {
        using var client = await StartAsync();
        await using var stream = await client.OpenStreamAsync();
        var running = await client.SayAsync("wait for it");
        await stream.UntilAsync(activity => Text(activity, "type") == "typing");
        var waiting = await client.SayAsync("never answered");
        var last = await client.SayAsync("and go on");

        using var waits = await client.PostAsync($$$"""{"type":"event","name":"stop","replyToId":"{{{waiting}}}","from":{"id":"user1"}}""");
        using var runs = await client.PostAsync($$$"""{"type":"event","name":"stop","replyToId":"{{{running}}}","from":{"id":"user1"}}""");
        // It has ended: nothing that runs later is meant.
        using var again = await client.PostAsync($$$"""{"type":"event","name":"stop","replyToId":"{{{running}}}","from":{"id":"user1"}}""");

        await stream.AnswerToAsync(last);
        Assert.All([waits, runs, again], each => Assert.True(each.IsSuccessStatusCode));
        var answered = (await client.ActivitiesAsync()).GetProperty("activities").EnumerateArray().Where(each => each.TryGetProperty("replyToId", out _)).Select(each => Text(each, "replyToId"));
        Assert.Equal([last], answered);
    }

    [Fact]
    public async Task Failure_IsAFixedSentenceWithATurnIdAndRetry()
    {
        using var client = await StartAsync();
        await using var stream = await client.OpenStreamAsync();

        var answer = await stream.AnswerToAsync(await client.SayAsync("fail now"));

        var failure = answer.GetProperty("channelData").GetProperty("answer").GetProperty("failure");
        Assert.Equal("internal", Text(failure, "problem"));
        Assert.True(failure.GetProperty("retryable").GetBoolean());
        Assert.Contains(Text(failure, "turnId")!, Text(answer, "text"), StringComparison.Ordinal);
        Assert.DoesNotContain("Scripted", answer.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoSockets_SeeTheSameActivities()
    {
        using var client = await StartAsync();
        await using var one = await client.OpenStreamAsync();
        await using var two = await client.OpenStreamAsync();

        var id = await client.SayAsync("hello both");
        await one.AnswerToAsync(id);
        await two.AnswerToAsync(id);

        Assert.Equal(Messages(one.Activities), Messages(two.Activities));
    }

    [Fact]
    public async Task Reconnect_ByWatermark_NeitherLosesNorRepeats()
    {
        using var client = await StartAsync();
        var before = await client.OpenStreamAsync();
        await before.AnswerToAsync(await client.SayAsync("first"));
        var seen = Messages(before.Activities);
        var running = await client.SayAsync("slow one");
        await before.UntilAsync(activity => Text(activity, "type") == "typing" && Text(activity, "replyToId") == running);
        seen = Messages(before.Activities);
        var watermark = before.Watermark;
        before.Abort();

        var missed = await client.SayAsync("while away");
        using var reconnected = await client.ReconnectAsync(watermark);
        await using var after = await client.OpenStreamAsync();
        await after.AnswerToAsync(missed);

        var all = Messages([.. (await client.ActivitiesAsync()).GetProperty("activities").EnumerateArray()]);
        Assert.Equal(6, all.Length);
        Assert.Equal(all, seen.Concat(Messages(after.Activities)));
    }

    internal static string?[] Messages(IEnumerable<JsonElement> activities) => [.. activities.Where(activity => Text(activity, "type") == "message").Select(activity => Text(activity, "id"))];

    internal static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
