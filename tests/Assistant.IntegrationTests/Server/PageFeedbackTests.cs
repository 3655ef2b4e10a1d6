using System.Text;
using System.Text.Json;
using Assistant.IntegrationTests.DirectLine;

namespace Assistant.IntegrationTests.Server;

/// <summary>The thumbs of the page, by its requests.</summary>
public sealed class PageFeedbackTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Feedback_IsKeptChangedAndTakenBack()
    {
        var ann = await Browser.OpenAsync(fixture.Server);
        var (conversation, answer) = await AnsweredAsync(ann);
        Assert.Empty(await ListAsync(ann, conversation));

        await GiveAsync(ann, conversation, answer, """{"rating":"like"}""", 204);
        await GiveAsync(ann, conversation, answer, """{"rating":"dislike","reason":"  Too long. "}""", 204);
        var given = Assert.Single(await ListAsync(ann, conversation));
        Assert.Equal((answer, "dislike", "Too long."), (given.GetProperty("answerId").GetString(), given.GetProperty("rating").GetString(), given.GetProperty("reason").GetString()));
        await GiveAsync(ann, conversation, answer, """{"rating":null,"reason":"left over"}""", 204);
        Assert.Empty(await ListAsync(ann, conversation));
    }

    [Fact]
    public async Task Feedback_OfOthersOrOnWhatIsNotThere_IsRefused()
    {
        var (ann, bob) = (await Browser.OpenAsync(fixture.Server), await Browser.OpenAsync(fixture.Server));
        var (conversation, answer) = await AnsweredAsync(ann);

        await GiveAsync(bob, conversation, answer, """{"rating":"like"}""", 404);
        await GiveAsync(ann, conversation, "a-never", """{"rating":"like"}""", 404);
        foreach (var body in new[] { "", "7", """{"rating":"love"}""", """{"rating":1}""", """{"rating":"like","reason":7}""" })
            await GiveAsync(ann, conversation, answer, body, 400);
        await GiveAsync(ann, conversation, answer, $$"""{"rating":"like","reason":"{{new string('x', 2_001)}}"}""", 413);
        Assert.Empty(await ListAsync(ann, conversation));
    }

    private static async Task<(string Conversation, string Answer)> AnsweredAsync(Browser browser)
    {
        var conversation = await browser.SayAsync("hello");
        for (; ; await Task.Delay(50, TestContext.Current.CancellationToken))
            if (await browser.ActivitiesAsync(conversation) is [_, var answer])
                return (conversation, answer.GetProperty("id").GetString()!);
    }

    private static async Task GiveAsync(Browser browser, string conversation, string answer, string body, int status)
    {
        using var response = await browser.SendAsync(HttpMethod.Put, $"/api/page/conversations/{conversation}/answers/{answer}/feedback", new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.Equal(status, (int)response.StatusCode);
    }

    private static async Task<JsonElement[]> ListAsync(Browser browser, string conversation)
    {
        using var response = await browser.SendAsync(HttpMethod.Get, $"/api/page/conversations/{conversation}/feedback");
        return [.. (await DirectLineClient.ReadAsync(response)).GetProperty("feedback").EnumerateArray()];
    }
}
