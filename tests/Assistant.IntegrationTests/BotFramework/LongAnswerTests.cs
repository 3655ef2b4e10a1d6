using System.Net;
using Assistant.IntegrationTests.Server;
using Microsoft.AspNetCore.Http;

namespace Assistant.IntegrationTests.BotFramework;

/// <summary>Answers that are longer than a channel's messages.</summary>
public sealed class LongAnswerTests : IAsyncLifetime
{
    private static readonly string s_question = string.Join("\n\n", Enumerable.Range(1, 60).Select(i => $"Paragraph {i}: {new string('x', 150)}."));
    private ConnectorStub _connector = null!;
    private RunningServer _server = null!;

    public async ValueTask InitializeAsync() =>
        (_connector, _server) = (await ConnectorStub.StartAsync(), await RunningServer.StartAsync(RunningServer.Scripted, DeliveryTests.Soon));

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _connector.DisposeAsync();
    }

    [Fact]
    public async Task LongAnswer_ComesInPartsInOrder_AndWhatFollowsComesAfter()
    {
        await AskAsync(s_question);
        await AskAsync("next");

        var parts = await NextAsync(4);
        Assert.Equal($"You said: {s_question}", string.Join("\n\n", parts[..3].Select(part => part.Text)));
        Assert.All(parts, part => Assert.InRange(part.Text!.Length, 1, 4_000));
        Assert.Equal("You said: next", parts[3].Text);
        Assert.Equal(4, parts.Select(part => part.Activity.GetProperty("id").GetString()).Distinct().Count());
        Assert.All(parts, part => Assert.Equal("AIGeneratedContent", part.Activity.GetProperty("entities")[0].GetProperty("additionalType")[0].GetString()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task PartThatFails_IsSentAgainWithoutThoseBeforeIt(int fails)
    {
        _connector.Misbehave = (nth, context) => FailAsync(context, nth == fails);
        await AskAsync(s_question);

        var parts = await NextAsync(3);
        Assert.Equal($"You said: {s_question}", string.Join("\n\n", parts.Select((part, i) => i == fails - 1 ? DeliveryTests.WithoutNote(part.Text) : part.Text)));
        await _connector.StaysSilentAsync(DeliveryTests.Silence);
        Assert.Equal(4, _connector.Messages);
    }

    [Fact]
    public async Task ServerThatEndsBetweenParts_GoesOnWithTheNext()
    {
        _connector.Misbehave = (nth, context) => FailAsync(context, nth >= 2);
        await AskAsync(s_question);
        var first = await _connector.NextAsync();
        while (_connector.Messages < 2)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        await _server.RestartAsync();
        _connector.Misbehave = null;

        var parts = await NextAsync(2);
        Assert.Equal($"You said: {s_question}", string.Join("\n\n", [first.Text, DeliveryTests.WithoutNote(parts[0].Text), parts[1].Text]));
        await _connector.StaysSilentAsync(DeliveryTests.Silence);
    }

    private async Task AskAsync(string text)
    {
        using var http = _server.CreateClient();
        using var response = await http.PostActivityAsync(Posted.Message(_connector.Address, text, "c-long", channel: "slack"));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    private async Task<Sent[]> NextAsync(int count)
    {
        var sent = new Sent[count];
        for (var i = 0; i < count; i++)
            sent[i] = await _connector.NextAsync();
        return sent;
    }

    private static Task<bool> FailAsync(HttpContext context, bool fails)
    {
        if (fails)
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Task.FromResult(fails);
    }
}
