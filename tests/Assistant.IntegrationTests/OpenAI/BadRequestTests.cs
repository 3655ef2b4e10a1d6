using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Assistant.IntegrationTests.Server;

namespace Assistant.IntegrationTests.OpenAI;

public sealed class BadRequestTests(ApiServer api) : IClassFixture<ApiServer>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"model":"assistant"}""")]
    [InlineData("""{"model":"assistant","messages":[]}""")]
    [InlineData("""{"messages":[{"role":"user","content":"x"}]}""")]
    [InlineData("""{"model":7,"messages":[{"role":"user","content":"x"}]}""")]
    [InlineData("""{"model":"assistant","messages":[null]}""")]
    [InlineData("""{"model":"assistant","messages":[{"role":"robot","content":"x"}]}""")]
    [InlineData("""{"model":"assistant","messages":[{"role":"user","content":7}]}""")]
    [InlineData("""{"model":"assistant","messages":[{"role":"user","content":"  "}]}""")]
    [InlineData("""{"model":"assistant","messages":[{"role":"assistant","content":"x"}]}""")]
    [InlineData("""{"model":"assistant","messages":[{"role":"user","content":[7]}]}""")]
    [InlineData("""{"model":"assistant","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"http://127.0.0.1/x.png"}}]}]}""")]
    [InlineData("""{"model":"assistant","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,!!!"}}]}]}""")]
    [InlineData("""{"model":"assistant","messages":[{"role":"user","content":[{"type":"input_audio","input_audio":{"data":"***","format":"wav"}}]}]}""")]
    [InlineData("""{"model":"assistant","messages":[{"role":"user","content":[{"type":"video","video":{}}]}]}""")]
    [InlineData("""{"model":"assistant","messages":[{"role":"user","content":"\ud800"}]}""")]
    [InlineData("""{"model":"assistant","messages":[{"role":"user","content":"x"}],"n":2}""")]
    [InlineData("""{"model":"scripted-7b","messages":[{"role":"user","content":"x"}],"temperature":9}""")]
    [InlineData("""{"model":"scripted-7b","messages":[{"role":"user","content":"x"}],"tools":[{"type":"function","function":{"name":"a b"}}]}""")]
    [InlineData("""{"model":"scripted-7b","messages":[{"role":"tool","content":"x"}]}""")]
    [InlineData("""{"model":"assistant","messages":[{"role":"user","content":"x"}],"response_format":{"type":"json_object"}}""")]
    [InlineData("""{"model":"blind-7b","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]}]}""")]
    [InlineData("""{"model":"scripted-7b","messages":[{"role":"user","content":[{"type":"input_audio","input_audio":{"data":"AAAA","format":"ogg"}}]}]}""")]
    [InlineData("""{"model":"scripted-7b","messages":[{"role":"user","content":[{"type":"file","file":{"file_data":"data:text/plain;base64,AAAA"}}]}]}""")]
    [InlineData("""{"model":"scripted-7b","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/;base64,AAAA"}}]}]}""")]
    [InlineData("""{"model":"scripted-7b","messages":[{"role":"user","content":"x"}],"response_format":{"type":"xml"}}""")]
    public async Task Chat_RefusesWithAReason(string body) => await RefusedAsync("/v1/chat/completions", body);

    [Theory]
    [InlineData("""{"model":"assistant"}""")]
    [InlineData("""{"model":"assistant","input":""}""")]
    [InlineData("""{"model":"assistant","input":[]}""")]
    [InlineData("""{"model":"assistant","input":[1,2,3]}""")]
    [InlineData("""{"input":"x"}""")]
    [InlineData("""{"model":"bge-small-en-v1.5","input":"x","encoding_format":"hex"}""")]
    [InlineData("""{"model":"bge-small-en-v1.5","input":"x","dimensions":100}""")]
    public async Task Embeddings_RefuseWithAReason(string body) => await RefusedAsync("/v1/embeddings", body);

    [Fact]
    public async Task DeepJson_IsRefused() =>
        await RefusedAsync("/v1/chat/completions", $$"""{"model":"assistant","messages":[{"role":"user","content":{{new string('[', 5_000)}}{{new string(']', 5_000)}}}]}""");

    [Fact]
    public async Task InvalidUtf8_IsRefused()
    {
        using var http = api.Http();
        using var content = new ByteArrayContent([.. """{"model":"assistant","messages":[{"role":"user","content":"""u8, (byte)'"', 0xC3, 0x28, (byte)'"', .. "}]}"u8]);
        content.Headers.ContentType = new("application/json");
        using var response = await http.PostAsync("/v1/chat/completions", content, Cancelled);

        Assert.Contains("UTF-8", (await ErrorAsync(response, HttpStatusCode.BadRequest)).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongKey_Is401()
    {
        using var without = api.Http(key: null);
        using var wrong = api.Http("not-the-key-not-the-key");
        using var first = await without.GetAsync("/v1/models", Cancelled);
        using var second = await wrong.GetAsync("/v1/models", Cancelled);

        Assert.Equal("missing_api_key", (await ErrorAsync(first, HttpStatusCode.Unauthorized)).GetProperty("code").GetString());
        Assert.Equal("invalid_api_key", (await ErrorAsync(second, HttpStatusCode.Unauthorized)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task WithoutAConfiguredKey_LocalProgramsAreServedAndOthersAreNot()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Scripted);
        using var http = server.CreateClient();
        var body = """{"model":"assistant","messages":[{"role":"user","content":"hi"}]}""";
        using var served = await http.PostAsync("/v1/chat/completions", new StringContent(body, Encoding.UTF8, "application/json"), Cancelled);
        // What a web page of another site can post without asking first.
        using var page = await http.PostAsync("/v1/chat/completions", new StringContent(body, Encoding.UTF8, "text/plain"), Cancelled);
        http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        using var forwarded = await http.PostAsync("/v1/chat/completions", new StringContent(body, Encoding.UTF8, "application/json"), Cancelled);

        Assert.Equal(HttpStatusCode.OK, served.StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, page.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, forwarded.StatusCode);
    }

    [Fact]
    public async Task Document_DescribesTheApi()
    {
        using var http = api.Http();
        var document = await http.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Cancelled);
        using var page = await http.GetAsync("/docs/", Cancelled);
        var html = await page.Content.ReadAsStringAsync(Cancelled);

        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal(["/v1/audio/speech", "/v1/audio/transcriptions", "/v1/chat/completions", "/v1/embeddings", "/v1/models", "/v1/models/{model}"], document.GetProperty("paths").EnumerateObject().Select(path => path.Name).Order());
        var chat = document.GetProperty("paths").GetProperty("/v1/chat/completions").GetProperty("post");
        Assert.Contains("ChatRequest", chat.GetProperty("requestBody").GetRawText(), StringComparison.Ordinal);
        Assert.True(document.GetProperty("components").GetProperty("schemas").GetProperty("ChatRequest").GetProperty("properties").TryGetProperty("max_completion_tokens", out _));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("'nonce-", string.Join(' ', page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.DoesNotContain("https://", html, StringComparison.Ordinal);
    }

    private async Task RefusedAsync(string path, string body)
    {
        using var http = api.Http();
        using var response = await http.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"), Cancelled);
        var error = await ErrorAsync(response, HttpStatusCode.BadRequest);
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
        Assert.Equal("invalid_request_error", error.GetProperty("type").GetString());
    }

    private static async Task<JsonElement> ErrorAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        Assert.Equal(expected, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("error");
    }
}
