using System.ClientModel;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Assistant.Conversations;
using Microsoft.Extensions.DependencyInjection;
using OpenAI.Chat;

// The client's audio parts are marked as experimental; the wire format is not.
#pragma warning disable OPENAI001

namespace Assistant.IntegrationTests.OpenAI;

public sealed class AssistantModelTests(ApiServer api) : IClassFixture<ApiServer>
{
    private static readonly byte[] s_png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    private readonly ChatClient _chat = api.Client().GetChatClient("assistant");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Question_IsAnswered()
    {
        ChatCompletion answer = await _chat.CompleteChatAsync([new UserChatMessage("hello there")], cancellationToken: Cancelled);

        Assert.Equal("You said: hello there", answer.Content[0].Text);
        Assert.Equal(ChatFinishReason.Stop, answer.FinishReason);
        Assert.Equal("assistant", answer.Model);
        Assert.True(answer.Usage.InputTokenCount > 0);
    }

    [Fact]
    public async Task Question_Streamed_GrowsToTheSameAnswer()
    {
        var text = new StringBuilder();
        var pieces = 0;
        ChatFinishReason? reason = null;
        await foreach (var update in _chat.CompleteChatStreamingAsync([new UserChatMessage("tell me more")], cancellationToken: Cancelled))
        {
            foreach (var part in update.ContentUpdate)
            {
                pieces += part.Text.Length > 0 ? 1 : 0;
                text.Append(part.Text);
            }
            reason = update.FinishReason ?? reason;
        }

        Assert.Equal("You said: tell me more", text.ToString());
        Assert.True(pieces > 1);
        Assert.Equal(ChatFinishReason.Stop, reason);
    }

    [Fact]
    public async Task EarlierMessages_BecomeTheMemoryOfTheTurn()
    {
        ChatMessage[] said = [new SystemChatMessage("Be brief."), new UserChatMessage("what does it cost?"), new AssistantChatMessage("12 EUR"), new UserChatMessage("recall")];

        ChatCompletion answer = await _chat.CompleteChatAsync(said, cancellationToken: Cancelled);

        Assert.Equal("You said: recall (after: what does it cost? -> 12 EUR)", answer.Content[0].Text);
    }

    [Fact]
    public async Task PictureAndRecording_ArriveAsAttachments()
    {
        var user = new UserChatMessage(
            ChatMessageContentPart.CreateTextPart("look"),
            ChatMessageContentPart.CreateImagePart(BinaryData.FromBytes(s_png), "image/png"),
            ChatMessageContentPart.CreateInputAudioPart(BinaryData.FromBytes([1, 2, 3]), ChatInputAudioFormat.Wav));

        ChatCompletion answer = await _chat.CompleteChatAsync([user], cancellationToken: Cancelled);

        var stored = await LastConversationAsync("look");
        Assert.Equal("You said: look", answer.Content[0].Text);
        Assert.Equal([("picture 1", "image/png", (long?)s_png.Length), ("recording 2.wav", "audio/wav", 3)], stored.Attachments.Select(file => (file.Name, file.ContentType, file.Length)));
    }

    [Fact]
    public async Task Citations_ComeInAnExtraField()
    {
        using var http = api.Http();
        using var response = await http.PostAsJsonAsync("/v1/chat/completions", new { model = "assistant", messages = new[] { new { role = "user", content = "cite it" } } }, Cancelled);
        var message = (await response.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("choices")[0].GetProperty("message");

        Assert.Contains("[1]", message.GetProperty("content").GetString(), StringComparison.Ordinal);
        var citations = message.GetProperty("assistant").GetProperty("citations");
        Assert.Equal([10, 20, 110, 40], citations[0].GetProperty("box").EnumerateArray().Select(edge => edge.GetInt32()));
        Assert.Equal(3, citations[1].GetProperty("page").GetInt32());
        Assert.True(message.GetProperty("assistant").GetProperty("found").GetBoolean());
        Assert.Equal("HEIC", message.GetProperty("assistant").GetProperty("failures")[0].GetProperty("detail").GetString());
    }

    [Fact]
    public async Task StoppedRequest_StopsItsTurn()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var seen = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var update in _chat.CompleteChatStreamingAsync([new UserChatMessage("wait here until I go")], cancellationToken: stop.Token))
                if (update.ContentUpdate.Any(part => part.Text.Length > 0))
                    await stop.CancelAsync();
        });

        Assert.NotNull(seen);
        // Only a stopped turn ends without an activity of its own, and leaves nothing waiting.
        var load = api.Server.Services.GetRequiredService<ITurnLoad>();
        for (var i = 0; i < 100 && load.Waiting > 0; i++)
            await Task.Delay(100, Cancelled);
        Assert.Equal(0, load.Waiting);
    }

    [Fact]
    public async Task FailedTurn_IsAnError()
    {
        var failure = await Assert.ThrowsAsync<ClientResultException>(() => _chat.CompleteChatAsync([new UserChatMessage("fail now")], cancellationToken: Cancelled));

        Assert.Equal(500, failure.Status);
        Assert.DoesNotContain("Scripted failure", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ModelThatIsBusy_SaysWhenToTryAgain()
    {
        using var http = api.Http();
        using var response = await http.PostAsJsonAsync("/v1/chat/completions", new { model = "assistant", messages = new[] { new { role = "user", content = "busy now" } } }, Cancelled);

        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(20)), (response.StatusCode, response.Headers.RetryAfter?.Delta));
        Assert.Contains("wait 20 seconds", await response.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnswerThatBrokeOff_IsGivenAsFarAsItCame(bool streamed)
    {
        const string Expected = "The first half of it\n\n(The connection broke off here.)";
        List<ChatMessage> asked = [new UserChatMessage("half of it")];
        if (!streamed)
        {
            ChatCompletion answer = await _chat.CompleteChatAsync(asked, cancellationToken: Cancelled);
            Assert.Equal((Expected, ChatFinishReason.Length), (answer.Content[0].Text, answer.FinishReason));
            return;
        }
        var (text, reason) = (new StringBuilder(), default(ChatFinishReason?));
        await foreach (var update in _chat.CompleteChatStreamingAsync(asked, cancellationToken: Cancelled))
        {
            text.AppendJoin("", update.ContentUpdate.Select(part => part.Text));
            reason = update.FinishReason ?? reason;
        }
        Assert.Equal((Expected, ChatFinishReason.Length), (text.ToString(), reason));
    }

    [Fact]
    public async Task ToolsOfTheCaller_AreLeftAloneUnlessDemanded()
    {
        var tool = ChatTool.CreateFunctionTool("get_weather");
        ChatCompletion answer = await _chat.CompleteChatAsync([new UserChatMessage("hi")], new ChatCompletionOptions { Tools = { tool } }, Cancelled);
        var refused = await Assert.ThrowsAsync<ClientResultException>(() => _chat.CompleteChatAsync(
            [new UserChatMessage("hi")], new ChatCompletionOptions { Tools = { tool }, ToolChoice = ChatToolChoice.CreateRequiredChoice() }, Cancelled));

        Assert.Equal("You said: hi", answer.Content[0].Text);
        Assert.Equal(400, refused.Status);
    }

    private async Task<StoredActivity> LastConversationAsync(string title)
    {
        var directory = api.Server.Services.GetRequiredService<IConversationDirectory>();
        var summary = Assert.Single(await directory.ListAsync("default", "openai", "api", title, 10, Cancelled), each => each.Title == title);
        return (await directory.ActivitiesAsync(summary.Conversation, 0, 10, Cancelled))[0];
    }
}
