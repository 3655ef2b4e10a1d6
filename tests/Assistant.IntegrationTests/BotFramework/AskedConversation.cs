using System.Net;
using System.Text.Json.Nodes;
using Assistant.IntegrationTests.Server;
using static Assistant.IntegrationTests.BotFramework.CardPeer;

namespace Assistant.IntegrationTests.BotFramework;

/// <summary>A person's conversation in Teams with cards that ask back, before a connector of its own.</summary>
internal sealed class AskedConversation : IAsyncDisposable
{
    private readonly string _id = $"c-{Guid.NewGuid():N}";

    private AskedConversation(ConnectorStub connector) => Connector = connector;

    public ConnectorStub Connector { get; }

    public string User { get; } = $"user-{Guid.NewGuid():N}";

    /// <summary>All that were seen, for <see cref="AcceptsAsync"/>.</summary>
    public List<JsonNode> Cards { get; } = [];

    public static async Task<AskedConversation> StartAsync() => new(await ConnectorStub.StartAsync());

    public JsonObject Message(string text) => Posted.Message(Connector.Address, text, _id, channel: "msteams").With("from", new JsonObject { ["id"] = User, ["name"] = "Ada" });

    public JsonObject InGroup(JsonObject activity) => activity.With("conversation", new JsonObject { ["id"] = _id, ["conversationType"] = "groupChat", ["isGroup"] = true });

    public JsonObject Invoke() => Message("").Without("text").With("type", "invoke").With("name", "adaptiveCard/action").With("replyToId", "card-1");

    public async Task<Sent> SayAsync(HttpClient http, JsonObject message)
    {
        using var response = await http.PostActivityAsync(message);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return await Connector.NextAsync();
    }

    public async Task<Sent> SayAsync(RunningServer server, JsonObject message)
    {
        using var http = server.CreateClient();
        return await SayAsync(http, message);
    }

    public async Task<JsonNode> CardOfAsync(RunningServer server, JsonObject message) => CardIn(await SayAsync(server, message));

    public JsonNode CardIn(Sent sent)
    {
        Assert.True(sent.Activity.TryGetProperty("attachments", out var attachments), $"No card came with: {sent.Text}");
        var card = Parse(Assert.Single(attachments.EnumerateArray()).GetProperty("content"));
        Assert.Equal("1.5", (string?)card["version"]);
        Assert.False(sent.Activity.TryGetProperty("suggestedActions", out _));
        Cards.Add(card);
        return card;
    }

    /// <summary>They come in either order.</summary>
    public async Task<(Sent Answer, Sent Replaced)> AnswerAndReplacementAsync()
    {
        Sent[] both = [await Connector.NextAsync(), await Connector.NextAsync()];
        return (Assert.Single(both, sent => !sent.Replaces), Assert.Single(both, sent => sent.Replaces));
    }

    /// <param name="written">What is written into the card's inputs.</param>
    public async Task<JsonNode> PressAsync(RunningServer server, JsonNode card, string title, params (string Field, JsonNode? Value)[] written)
    {
        var answered = await InvokeAsync(server, Value(card, title, written), Invoke());
        Assert.Equal((200, "application/vnd.microsoft.card.adaptive"), ((int)answered["statusCode"]!, (string?)answered["type"]));
        Cards.Add(answered["value"]!);
        return answered["value"]!;
    }

    public static async Task<JsonNode> InvokeAsync(RunningServer server, JsonObject value, JsonObject invoke)
    {
        using var http = server.CreateClient();
        using var response = await http.PostActivityAsync(invoke.With("value", value));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
    }

    /// <summary>As a client sends it: the button's data, with the inputs beside it.</summary>
    public static JsonObject Value(JsonNode card, string title, params (string Field, JsonNode? Value)[] written)
    {
        var action = Actions(card).First(each => (string?)each["title"] == title);
        var data = action["data"]!.DeepClone().AsObject();
        foreach (var (field, value) in written)
            data[$"field.{field}"] = value?.DeepClone();
        return new() { ["action"] = new JsonObject { ["type"] = (string?)action["type"], ["verb"] = (string?)action["verb"], ["data"] = data }, ["trigger"] = "manual" };
    }

    public ValueTask DisposeAsync() => Connector.DisposeAsync();
}
