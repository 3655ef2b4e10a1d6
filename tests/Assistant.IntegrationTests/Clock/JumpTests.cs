using System.Text.Json;
using Assistant.Conversations;
using Assistant.IntegrationTests.DirectLine;
using Assistant.IntegrationTests.Server;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.IntegrationTests.Clock;

/// <summary>The clock is put back or forward while the server runs: nothing is lost, said twice or out of order.</summary>
public sealed class JumpTests
{
    public static TheoryData<double> Hours => [-1, 1];

    [Theory]
    [MemberData(nameof(Hours))]
    public async Task Jump_BetweenMessages_KeepsTheirOrderAndAnswersEachOnce(double hours)
    {
        var clock = new JumpingClock();
        await using var server = await StartAsync(clock);
        var ann = await Server.Browser.OpenAsync(server);
        var conversation = await ann.StartAsync();
        await SayAsync(ann, conversation, "one");
        await AnsweredAsync(ann, conversation, 1);

        clock.Jump(TimeSpan.FromHours(hours));

        ann = await Server.Browser.OpenAsync(server, ann.Cookie);
        await SayAsync(ann, conversation, "two");
        await AnsweredAsync(ann, conversation, 2);
        await SayAsync(ann, conversation, "three");
        await AssertOnceAndInOrderAsync(ann, conversation, "one", "two", "three");
        var recalled = await AskAsync(ann, conversation, "recall", 4);
        Assert.Contains("one -> You said: one; two -> You said: two; three -> You said: three", recalled, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Hours))]
    public async Task Jump_DuringATurn_EndsItAsUsual(double hours)
    {
        var clock = new JumpingClock();
        await using var server = await StartAsync(clock);
        var ann = await Server.Browser.OpenAsync(server);
        var conversation = await ann.StartAsync();
        await using var stream = await DirectLineStream.OpenAsync(await ann.StreamUrlAsync(conversation));
        await SayAsync(ann, conversation, "slow one");
        await stream.UntilAsync(activity => activity.GetProperty("type").GetString() == "typing");

        clock.Jump(TimeSpan.FromHours(hours));

        ann = await Server.Browser.OpenAsync(server, ann.Cookie);
        await SayAsync(ann, conversation, "two");
        await AssertOnceAndInOrderAsync(ann, conversation, "slow one", "two");
        Assert.All(await AnswersAsync(ann, conversation), answer => Assert.False(answer.GetProperty("channelData").GetProperty("answer").TryGetProperty("failure", out _)));
    }

    [Theory]
    [MemberData(nameof(Hours))]
    public async Task Jump_WithAMessageWaiting_IsNotAnsweredTwice(double hours)
    {
        var clock = new JumpingClock();
        await using var server = await StartAsync(clock);
        var ann = await Server.Browser.OpenAsync(server);
        var conversation = await ann.StartAsync();
        await SayAsync(ann, conversation, "slow one");
        await SayAsync(ann, conversation, "two");

        clock.Jump(TimeSpan.FromHours(hours));

        // Longer than the time after which the sweeper takes a message for left over.
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
        await AssertOnceAndInOrderAsync(await Server.Browser.OpenAsync(server, ann.Cookie), conversation, "slow one", "two");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(-30)]
    [InlineData(30)]
    public async Task Jump_WhileTheServerIsDown_KeepsConversationsAndTheirMemory(double hours)
    {
        var clock = new JumpingClock();
        await using var server = await StartAsync(clock);
        var ann = await Server.Browser.OpenAsync(server);
        var conversation = await ann.StartAsync();
        await SayAsync(ann, conversation, "one");
        await AnsweredAsync(ann, conversation, 1);

        clock.Jump(TimeSpan.FromHours(hours));
        await server.RestartAsync();

        ann = await Server.Browser.OpenAsync(server, ann.Cookie);
        Assert.Contains("(after: one -> You said: one)", await AskAsync(ann, conversation, "recall", 2), StringComparison.Ordinal);
        await AssertOnceAndInOrderAsync(ann, conversation, "one", "recall");
    }

    [Fact]
    public async Task Jump_Back_DoesNotHideAMessageThatWasLeftOver()
    {
        var clock = new JumpingClock();
        await using var server = await StartAsync(clock);
        var inbox = server.Services.GetRequiredService<IInbox>();
        var from = new ConversationKey(ConversationKey.DefaultTenant, "test", "left-over");
        await inbox.AcceptAsync(new InboundMessage { Conversation = from, ActivityId = "a-1", From = new Participant("u"), Text = "hello", ReceivedAt = clock.GetUtcNow() }, 10, TestContext.Current.CancellationToken);

        clock.Jump(TimeSpan.FromHours(-1));

        for (var i = 0; i < 100 && (await inbox.PendingAsync(from, 0, TestContext.Current.CancellationToken)).Count > 0; i++)
            await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.Empty(await inbox.PendingAsync(from, 0, TestContext.Current.CancellationToken));
    }

    private static Task<RunningServer> StartAsync(JumpingClock clock) => RunningServer.StartAsync(services =>
    {
        RunningServer.Scripted(services);
        clock.Use(services);
    });

    private static async Task SayAsync(Server.Browser browser, string conversation, string text)
    {
        using var response = await browser.SendAsync(HttpMethod.Post, $"/v3/directline/conversations/{conversation}/activities", new StringContent(JsonSerializer.Serialize(new { type = "message", text }), null, "application/json"));
        await DirectLineClient.ReadAsync(response);
    }

    private static async Task<string> AskAsync(Server.Browser browser, string conversation, string text, int answers)
    {
        await SayAsync(browser, conversation, text);
        return (await AnsweredAsync(browser, conversation, answers))[^1].GetProperty("text").GetString()!;
    }

    private static async Task<IReadOnlyList<JsonElement>> AnsweredAsync(Server.Browser browser, string conversation, int count)
    {
        for (var i = 0; i < 300; i++)
        {
            if (await AnswersAsync(browser, conversation) is var answers && answers.Count >= count)
                return answers;
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        throw new TimeoutException($"There are not {count} answers.");
    }

    private static async Task<IReadOnlyList<JsonElement>> AnswersAsync(Server.Browser browser, string conversation) =>
        [.. (await browser.ActivitiesAsync(conversation)).Where(activity => activity.GetProperty("type").GetString() == "message" && activity.TryGetProperty("replyToId", out _))];

    private static async Task AssertOnceAndInOrderAsync(Server.Browser browser, string conversation, params string[] said)
    {
        await AnsweredAsync(browser, conversation, said.Length);
        await Task.Delay(1_500, TestContext.Current.CancellationToken);
        var messages = (await browser.ActivitiesAsync(conversation)).Where(activity => activity.GetProperty("type").GetString() == "message").ToList();
        Assert.Equal(said, messages.Where(activity => !activity.TryGetProperty("replyToId", out _)).Select(Text));
        Assert.Equal(said, (await AnswersAsync(browser, conversation)).Select(answer => Text(answer).Replace("You said: ", "", StringComparison.Ordinal).Split(" (after")[0]));
    }

    private static string Text(JsonElement activity) => activity.GetProperty("text").GetString()!;
}
