using System.Text;
using System.Text.Json;
using Assistant.Agent;
using Assistant.Agent.Models;
using Microsoft.Extensions.AI;

namespace Assistant.IntegrationTests.Model;

public sealed class ChatCompletionsClientTests : IAsyncLifetime
{
    private StubModelServer _server = null!;
    private HttpClient _http = null!;
    private ModelOptions _options = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await StubModelServer.StartAsync(Token);
        _options = new ModelOptions { Endpoint = _server.Endpoint, Name = "stub", ApiKey = "secret", FirstTokenTimeout = TimeSpan.FromSeconds(5), TokenTimeout = TimeSpan.FromSeconds(5) };
        _http = new HttpClient(ModelServer.CreateHandler(_options));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Streaming_Text_ComesInPiecesWithUsage()
    {
        _server.Then(StubReply.Text("One two 三 four."));
        var updates = await StreamAsync();
        Assert.Equal("One two 三 four.", string.Concat(updates.Select(update => update.Text)));
        Assert.True(updates.Count(update => update.Text.Length > 0) > 2);
        Assert.Equal(18, updates.SelectMany(update => update.Contents).OfType<UsageContent>().Single().Details.TotalTokenCount);
        Assert.Equal(ChatFinishReason.Stop, updates[^1].FinishReason);
        Assert.Equal("Bearer secret", _server.Requests[0].Authorization);
    }

    [Fact]
    public async Task Whole_TextAndCalls_AreRead()
    {
        _server.Then(StubReply.Text("Done."), StubReply.Calls(("add", """{"a":1}""")));
        Assert.Equal("Done.", (await Client().GetResponseAsync("hi", cancellationToken: Token)).Text);
        var call = (await Client().GetResponseAsync("hi", cancellationToken: Token)).Messages.Single().Contents.OfType<FunctionCallContent>().Single();
        Assert.Equal(("add", "call_0"), (call.Name, call.CallId));
        Assert.Equal(1, ((JsonElement)call.Arguments!["a"]!).GetInt32());
    }

    [Fact]
    public async Task Streaming_ParallelCallsInPieces_ArePutTogether()
    {
        _server.Then(StubReply.Calls(("add", """{"a":1,"b":"二"}"""), ("now", "{}"), ("bad", "{\"a\":")));
        var calls = (await StreamAsync()).SelectMany(update => update.Contents).OfType<FunctionCallContent>().ToArray();
        Assert.Equal(["add", "now", "bad"], calls.Select(call => call.Name));
        Assert.Equal("二", calls[0].Arguments!["b"]!.ToString());
        Assert.Null(calls[1].Exception);
        Assert.NotNull(calls[2].Exception);
    }

    [Fact]
    public async Task Request_MessagesToolsAndPictures_AreWrittenAsTheProtocolSays()
    {
        ChatMessage[] messages =
        [
            new(ChatRole.System, "Be brief."),
            new(ChatRole.User, [new TextContent("What is it? </system> \"中文\""), new DataContent(new byte[] { 1, 2, 3 }, "image/png")]),
            new(ChatRole.Assistant, [new FunctionCallContent("c1", "add", new Dictionary<string, object?> { ["a"] = 1.5m })]),
            new(ChatRole.Tool, [new FunctionResultContent("c1", "3")]),
        ];
        var tool = AIFunctionFactory.Create((double a, double b) => a + b, "add", "Adds.");
        await Client().GetResponseAsync(messages, new ChatOptions { Tools = [tool], MaxOutputTokens = 5, ResponseFormat = ChatResponseFormat.Json, StopSequences = ["END"] }, Token);
        var body = _server.Requests[0].Body;
        var sent = body.GetProperty("messages");
        Assert.Equal("What is it? </system> \"中文\"", sent[1].GetProperty("content")[0].GetProperty("text").GetString());
        Assert.Equal("data:image/png;base64,AQID", sent[1].GetProperty("content")[1].GetProperty("image_url").GetProperty("url").GetString());
        Assert.Equal("""{"a":1.5}""", sent[2].GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").GetString());
        Assert.Equal(("tool", "c1", "3"), (sent[3].GetProperty("role").GetString(), sent[3].GetProperty("tool_call_id").GetString(), sent[3].GetProperty("content").GetString()));
        Assert.Equal(["add"], _server.Requests[0].Tools);
        Assert.Equal("number", body.GetProperty("tools")[0].GetProperty("function").GetProperty("parameters").GetProperty("properties").GetProperty("a").GetProperty("type").GetString());
        Assert.Equal(5, body.GetProperty("max_tokens").GetInt32());
        Assert.Equal("json_object", body.GetProperty("response_format").GetProperty("type").GetString());
        Assert.False(body.TryGetProperty("stream", out _));
    }

    [Fact]
    public async Task Streaming_EmojiCutBetweenChunks_IsWhole()
    {
        _server.Then(StubReply.Events("""{"choices":[{"delta":{"content":"ok \ud83d"}}]}""", """{"choices":[{"delta":{"content":"\ude00\n\"!\""}}]}"""));
        Assert.Equal("ok 😀\n\"!\"", string.Concat((await StreamAsync()).Select(update => update.Text)));
    }

    [Fact]
    public async Task Streaming_CommentsCrLfAndUnknownFields_ArePassedOver()
    {
        var body = ": hello\r\nevent: message\r\nid: 1\r\ndata:{\"object\":\"x\",\"new\":{\"a\":[1,{}]},\"choices\":[{\"index\":0,\"delta\":{\"reasoning\":\"r\",\"content\":\"fine\"},\"logprobs\":null,\"finish_reason\":\"stop\"}]}\r\n\r\n";
        _server.Then(StubReply.Raw("text/event-stream", body));
        Assert.Equal("fine", string.Concat((await StreamAsync()).Select(update => update.Text)));
    }

    [Fact]
    public async Task Streaming_ServerThatDoesNotStream_IsReadAnyway()
    {
        _server.Then(StubReply.Raw("application/json", "{\n \"choices\": [ {\n \"message\": { \"content\": \"whole\" }, \"finish_reason\": \"stop\" } ]\n}"));
        Assert.Equal("whole", string.Concat((await StreamAsync()).Select(update => update.Text)));
    }

    public static TheoryData<string, TurnProblem> Misbehaviour() => new()
    {
        { "cut", TurnProblem.ModelUnreachable }, { "ends early", TurnProblem.ModelUnreachable }, { "stall", TurnProblem.ModelTimedOut }, { "html", TurnProblem.ModelNonsense },
        { "garbage", TurnProblem.ModelNonsense }, { "not utf-8", TurnProblem.ModelNonsense }, { "truncated json", TurnProblem.ModelNonsense }, { "array", TurnProblem.ModelNonsense },
        { "long line", TurnProblem.ModelNonsense }, { "500", TurnProblem.ModelUnreachable }, { "401", TurnProblem.ModelUnreachable }, { "404", TurnProblem.ModelUnreachable }, { "redirect", TurnProblem.ModelUnreachable },
        { "400", TurnProblem.ModelNonsense }, { "filter", TurnProblem.Refused }, { "filter at end", TurnProblem.Refused }, { "refusal", TurnProblem.Refused }, { "error in stream", TurnProblem.ModelUnreachable }, { "504", TurnProblem.ModelTimedOut },
    };

    [Theory]
    [MemberData(nameof(Misbehaviour))]
    public async Task Streaming_Misbehaviour_HasItsCategory(string how, TurnProblem expected)
    {
        _options.FirstTokenTimeout = _options.TokenTimeout = how == "stall" ? TimeSpan.FromMilliseconds(300) : TimeSpan.FromSeconds(10);
        _server.Then(how switch
        {
            "cut" => StubReply.Cut("Once upon a"),
            "ends early" => StubReply.EndsEarly("Once upon a"),
            "stall" => StubReply.Stall("Once upon a"),
            "html" => StubReply.Raw("text/html", "<html><body>Welcome</body></html>"),
            "garbage" => StubReply.Raw("text/event-stream", "data: hello\n\n"),
            "not utf-8" => StubReply.Raw("text/event-stream", [.. Encoding.UTF8.GetBytes("data: {\"choices\":[{\"delta\":{\"content\":\""), 0xc3, 0x28, 0xff, .. Encoding.UTF8.GetBytes("\"}}]}\n\n")]),
            "truncated json" => StubReply.Events("""{"choices":[{"delta":{"content":"x"}"""),
            "array" => StubReply.Events("[1,2]"),
            "long line" => StubReply.Raw("text/event-stream", "data: " + new string('x', 3_000_000)),
            "500" => StubReply.Status(500),
            "401" => StubReply.Status(401, """{"error":{"message":"bad key","code":"invalid_api_key"}}"""),
            "404" => StubReply.Status(404, """{"error":"model not found"}"""),
            "redirect" => StubReply.Status(302, location: "http://127.0.0.2/elsewhere"),
            "400" => StubReply.Status(400, """{"error":{"message":"tools are not supported","type":"BadRequestError","code":400}}"""),
            "filter" => StubReply.Status(400, """{"error":{"message":"filtered","code":"content_filter"}}"""),
            "filter at end" => StubReply.Text("", "content_filter"),
            "refusal" => StubReply.Events("""{"choices":[{"delta":{"refusal":"I can't"},"finish_reason":"stop"}]}"""),
            "error in stream" => StubReply.Events("""{"error":{"message":"CUDA out of memory","type":"server_error"}}"""),
            "504" => StubReply.Status(504, "<html>"),
            _ => throw new ArgumentOutOfRangeException(nameof(how)),
        });
        var thrown = await Assert.ThrowsAsync<LanguageModelException>(StreamAsync);
        Assert.Equal(expected, thrown.Problem);
        Assert.DoesNotContain("bad key", thrown.ToString(), StringComparison.Ordinal);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task Busy_ShortRetryAfter_IsTriedOnceMore()
    {
        _server.Then(StubReply.Status(429, retryAfter: "0"), StubReply.Text("Now."));
        Assert.Equal("Now.", string.Concat((await StreamAsync()).Select(update => update.Text)));
        _server.Then(StubReply.Status(429, retryAfter: "0"), StubReply.Status(429, retryAfter: "0"));
        Assert.Equal(TurnProblem.ModelRateLimited, (await Assert.ThrowsAsync<LanguageModelException>(StreamAsync)).Problem);
        Assert.Equal(4, _server.Requests.Count);
    }

    [Fact]
    public async Task Busy_LongRetryAfter_IsSaidAtOnce()
    {
        _server.Then(StubReply.Status(503, retryAfter: "120"));
        var thrown = await Assert.ThrowsAsync<LanguageModelException>(StreamAsync);
        Assert.Equal((TurnProblem.ModelRateLimited, TimeSpan.FromSeconds(120)), (thrown.Problem, thrown.RetryAfter));
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task ContextTooLong_IsSaidSo()
    {
        _server.Then(StubReply.Status(400, """{"error":{"message":"This model's maximum context length is 4096 tokens","type":"BadRequestError"}}"""));
        Assert.True((await Assert.ThrowsAsync<LanguageModelException>(StreamAsync)).TooLong);
    }

    [Fact]
    public async Task Unreachable_NobodyListens_IsSaidSo()
    {
        await _server.DisposeAsync();
        Assert.Equal(TurnProblem.ModelUnreachable, (await Assert.ThrowsAsync<LanguageModelException>(StreamAsync)).Problem);
    }

    [Fact]
    public async Task Cancelled_ByTheCaller_IsNoFailureOfTheModel()
    {
        _server.Then(StubReply.Stall("Once"));
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var update in Client().GetStreamingResponseAsync("hi", cancellationToken: stop.Token))
                await stop.CancelAsync();
        });
    }

    private ChatCompletionsClient Client() => new(_http, _options, TimeProvider.System);

    private async Task<List<ChatResponseUpdate>> StreamAsync()
    {
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in Client().GetStreamingResponseAsync("hi", cancellationToken: Token))
            updates.Add(update);
        return updates;
    }
}
