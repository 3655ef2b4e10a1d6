using System.Net.Http.Headers;
using System.Text.Json;
using Assistant.IntegrationTests.DirectLine;
using Assistant.IntegrationTests.Media;
using Assistant.IntegrationTests.Processes;
using Assistant.IntegrationTests.Server;
using Assistant.Perception;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.IntegrationTests.Model;

/// <summary>The whole server before a model server: photos in which there is no text.</summary>
public sealed class VisionTurnTests : IAsyncLifetime
{
    private StubModelServer _model = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _model = (await StubModelServer.StartAsync(Token)).Then(StubReply.Text("A car, red on the left."), StubReply.Text("Blue on the right."));

    public ValueTask DisposeAsync() => _model.DisposeAsync();

    [Fact]
    public async Task Photo_OnAModelThatSees_IsShownAndShownAgainForFollowUps()
    {
        await using var server = await StartAsync("--Model:Sees", "true", "--Model:MaxPictureSide", "300");
        using var client = await DirectLineClient.StartAsync(server.CreateClient());

        var first = await SendAsync(client, 1, "What is this?", HandmadePictures.Bmp(600, 400, 24));
        await client.SayAsync("and on the other side?");
        var second = await AnswerAsync(client, 2);

        Assert.Equal(("A car, red on the left.", "Blue on the right."), (first, second));
        Assert.Contains("1. car-1.bmp", _model.Requests[0].Messages[^1].Text, StringComparison.Ordinal);
        Assert.Contains("1. car-1.bmp (sent earlier)", _model.Requests[1].Messages[^1].Text, StringComparison.Ordinal);
        foreach (var request in _model.Requests)
        {
            var shown = await server.Services.GetRequiredService<IMediaReader>().DecodePictureAsync(new MemoryStream(Assert.Single(Pictures(request))), "shown", Token);
            Assert.Equal((300, 200), (shown.Width, shown.Height));
            var (left, right) = (shown.Rgb.Slice(3 * 50, 3).ToArray(), shown.Rgb.Slice(3 * 250, 3).ToArray());
            Assert.True(left[0] > 150 && left[2] < 90 && right[2] > 170 && right[0] < 70, $"{string.Join(',', left)} and {string.Join(',', right)}");
        }
    }

    [Fact]
    public async Task Photo_OnAModelThatDoesNotSee_IsSaidNotToHaveBeenRead()
    {
        await using var server = await StartAsync();
        using var client = await DirectLineClient.StartAsync(server.CreateClient());

        var answer = await SendAsync(client, 1, "What is this?", HandmadePictures.Bmp(60, 40, 24));

        // What reads text in pictures may be installed here or not.
        Assert.Matches("I (opened|cannot read) car-1.bmp", answer);
        Assert.Empty(Pictures(_model.Requests[0]));
    }

    [Fact]
    public async Task Photos_MoreThanAreShown_AreSaidNotToHaveBeenLookedAt()
    {
        await using var server = await StartAsync("--Model:Sees", "true", "--Model:MaxPictures", "1");
        using var client = await DirectLineClient.StartAsync(server.CreateClient());

        var answer = await SendAsync(client, 1, "What are these?", HandmadePictures.Bmp(60, 40, 24), HandmadePictures.Bmp(30, 20, 24));

        Assert.Single(Pictures(_model.Requests[0]));
        Assert.Contains("but not at the picture itself", answer, StringComparison.Ordinal);
        Assert.Contains("car-2.bmp", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("car-1.bmp", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_OfAModelThatIsTooSlow_KeepsWhatWasSaid()
    {
        await using var model = (await StubModelServer.StartAsync(Token)).Then(StubReply.Stall("The sky is blue because the air scatters short waves most. At dusk it"));
        await using var server = await RunningServer.StartAsync(null, [.. Settings(model), "--Turns:AnswerDeadline", "00:00:03"]);
        using var client = await DirectLineClient.StartAsync(server.CreateClient());

        await client.SayAsync("Why is the sky blue?");
        var answer = await AnswerAsync(client, 1);

        Assert.StartsWith("The sky is blue because the air scatters short waves most.", answer, StringComparison.Ordinal);
        Assert.Contains("took longer than is allowed", answer, StringComparison.Ordinal);
    }

    private Task<RunningServer> StartAsync(params string[] settings) => RunningServer.StartAsync(null, [.. Settings(_model), .. settings]);

    private static string[] Settings(StubModelServer model) =>
        ["--Model:Endpoint", model.Endpoint.ToString(), "--Model:Name", "stub", "--Models:Directory", "/nonexistent", "--Facts:ByModel", "false"];

    private static async Task<string> SendAsync(DirectLineClient client, int answers, string text, params byte[][] pictures)
    {
        using var form = new MultipartFormDataContent();
        var activity = new StringContent(JsonSerializer.Serialize(new { type = "message", from = new { id = "user1" }, text }));
        activity.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.microsoft.activity");
        form.Add(activity, "activity");
        foreach (var (i, picture) in pictures.Index())
        {
            var file = new ByteArrayContent(picture);
            file.Headers.ContentType = new MediaTypeHeaderValue("image/bmp");
            form.Add(file, "file", $"car-{i + 1}.bmp");
        }
        using var response = await client.UploadAsync(form);
        await DirectLineClient.ReadAsync(response);
        return await AnswerAsync(client, answers);
    }

    private static async Task<string> AnswerAsync(DirectLineClient client, int answers)
    {
        var said = new List<string>();
        await Eventually.HoldsAsync(async () =>
        {
            said = [.. (await client.ActivitiesAsync()).GetProperty("activities").EnumerateArray()
                .Where(each => each.GetProperty("type").GetString() == "message" && each.GetProperty("from").GetProperty("id").GetString() != "user1").Select(each => each.GetProperty("text").GetString()!)];
            return said.Count >= answers;
        });
        return said[^1];
    }

    private static List<byte[]> Pictures(StubRequest request) =>
    [
        .. request.Body.GetProperty("messages").EnumerateArray().Where(message => message.GetProperty("content").ValueKind == JsonValueKind.Array)
            .SelectMany(message => message.GetProperty("content").EnumerateArray()).Where(part => part.GetProperty("type").GetString() == "image_url")
            .Select(part => part.GetProperty("image_url").GetProperty("url").GetString()!).Select(url => Convert.FromBase64String(url["data:image/jpeg;base64,".Length..])),
    ];
}
