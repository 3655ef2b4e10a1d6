using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Assistant.IntegrationTests.Deploy;
using Assistant.Perception;
using Microsoft.Extensions.DependencyInjection;
using OpenAI.Audio;

namespace Assistant.IntegrationTests.OpenAI;

/// <summary>Recordings written down for other programs, by OpenAI's own client library and by hand.</summary>
public sealed class TranscriptionTests(ApiServer api) : IClassFixture<ApiServer>
{
    private static readonly string s_note = Path.Combine(Tool.Root, "web/samples/voice-note.ogg");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("assistant")]
    [InlineData("whisper-1")]
    public async Task Client_GetsTheWordsWithTheirTimes(string model)
    {
        SkipWithoutEars();
        await using var note = File.OpenRead(s_note);

        var heard = await api.Client().GetAudioClient(model).TranscribeAudioAsync(note, "note.ogg", new AudioTranscriptionOptions { ResponseFormat = AudioTranscriptionFormat.Verbose, Language = "en" }, Cancelled);

        Assert.Contains("Thursday", heard.Value.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("en", heard.Value.Language);
        Assert.NotEmpty(heard.Value.Segments);
        Assert.All(heard.Value.Segments, segment => Assert.True(segment.EndTime > segment.StartTime && segment.EndTime <= heard.Value.Duration + TimeSpan.FromSeconds(1)));
    }

    [Theory]
    [InlineData("text", "")]
    [InlineData("srt", "1\n00:00:0")]
    [InlineData("vtt", "WEBVTT\n\n00:00:0")]
    public async Task Form_AsksForText_GetsItPlain(string format, string beginning)
    {
        SkipWithoutEars();
        using var response = await PostAsync(Note(), ("model", "assistant"), ("response_format", format));

        var text = await response.Content.ReadAsStringAsync(Cancelled);
        Assert.Equal("text/plain", response.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith(beginning, text, StringComparison.Ordinal);
        Assert.Contains("Thursday", text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(format != "text", text.Contains(" --> ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stream_TellsTheWordsAsTheyAreHeard_AndAllAtTheEnd()
    {
        SkipWithoutEars();
        using var response = await PostAsync(Note(), ("model", "assistant"), ("stream", "true"));

        var events = (await response.Content.ReadAsStringAsync(Cancelled)).Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line["data: ".Length..])).ToArray();
        Assert.Equal("transcript.text.done", events[^1].GetProperty("type").GetString());
        Assert.All(events[..^1], each => Assert.Equal("transcript.text.delta", each.GetProperty("type").GetString()));
        Assert.Equal(events[^1].GetProperty("text").GetString(), string.Concat(events[..^1].Select(each => each.GetProperty("delta").GetString())));
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, "model", "")]
    [InlineData(HttpStatusCode.NotFound, "model", "whisper-9")]
    [InlineData(HttpStatusCode.BadRequest, "language", "../en")]
    [InlineData(HttpStatusCode.BadRequest, "response_format", "docx")]
    [InlineData(HttpStatusCode.BadRequest, "stream", "perhaps")]
    [InlineData(HttpStatusCode.BadRequest, "timestamp_granularities[]", "word")]
    public async Task Field_ThatIsWrong_IsNamed(HttpStatusCode status, string field, string value)
    {
        SkipWithoutEars();
        using var response = await PostAsync(Note(), [("model", field == "model" ? value : "assistant"), .. field == "model" ? Array.Empty<(string, string)>() : [(field, value)]]);

        Assert.Equal(status, response.StatusCode);
        var error = (await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(Cancelled), default, Cancelled)).RootElement.GetProperty("error");
        Assert.Equal(field.Split('[')[0], error.GetProperty("param").GetString());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(5_000)]
    public async Task File_ThatIsNoRecording_IsRefused(int length)
    {
        SkipWithoutEars();
        var bytes = new byte[length];
        new Random(3).NextBytes(bytes);
        using var response = await PostAsync(bytes, ("model", "assistant"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("file", (await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(Cancelled), default, Cancelled)).RootElement.GetProperty("error").GetProperty("param").GetString());
    }

    [Fact]
    public async Task Form_WithoutAFileOrAKey_IsRefused()
    {
        SkipWithoutEars();
        using var missing = await PostAsync(null, ("model", "assistant"));
        using var http = api.Http("another-key-0123456789");
        using var form = new MultipartFormDataContent { { new StringContent("assistant"), "model" } };
        using var stranger = await http.PostAsync("/v1/audio/transcriptions", form, Cancelled);
        using var json = await api.Http().PostAsync("/v1/audio/transcriptions", new StringContent("{}", new MediaTypeHeaderValue("application/json")), Cancelled);

        Assert.Equal(HttpStatusCode.BadRequest, missing.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, json.StatusCode);
    }

    private static byte[] Note() => File.ReadAllBytes(s_note);

    private async Task<HttpResponseMessage> PostAsync(byte[]? file, params (string Name, string Value)[] fields)
    {
        using var http = api.Http();
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), name);
        if (file is not null)
            form.Add(new ByteArrayContent(file), "file", "note.ogg");
        return await http.PostAsync("/v1/audio/transcriptions", form, Cancelled);
    }

    private void SkipWithoutEars()
    {
        Assert.SkipUnless(api.Server.Services.GetRequiredService<IAudioDecoder>().IsAvailable, "ffmpeg is not installed: apt-get install ffmpeg");
        Assert.SkipUnless(api.Server.Services.GetRequiredService<ISpeechRecognizer>().IsAvailable, "No speech model is installed (npm ci in web/).");
    }
}
