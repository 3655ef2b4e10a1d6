using System.Text.Json;
using System.Text.Json.Nodes;
using Assistant.IntegrationTests.Processes;

namespace Assistant.IntegrationTests.BotFramework;

/// <summary>Microsoft's library for Adaptive Cards as the judge of ours.</summary>
internal static class CardPeer
{
    /// <summary>Every card is read without a complaint. Without the library's files nothing is judged here: the test's own assertions stand.</summary>
    public static async Task AcceptsAsync(IReadOnlyCollection<JsonNode> cards)
    {
        if (!File.Exists(Path.Combine(Checkout.Root, "web", "node_modules", "adaptivecards", "dist", "adaptivecards.js")))
            return;
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(file, cards.Select(card => card.ToJsonString()), TestContext.Current.CancellationToken);
            var judged = await Peers.RunAsync(Path.Combine(Checkout.Root, "tests", "peers", "cards"), "peer.cjs", file);
            Assert.Equal(cards.Count, judged.Length);
            Assert.All(judged, line => Assert.Equal("""{"problems":[]}""", line));
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>All text that a card shows.</summary>
    public static string TextOf(JsonNode card) => string.Join('\n', Nodes(card).Where(node => (string?)node["type"] is "TextBlock" or "TextRun").Select(node => (string?)node["text"]));

    /// <summary>The titles of a card's buttons, in their order.</summary>
    public static IReadOnlyList<string> Buttons(JsonNode card) => [.. Actions(card).Select(action => (string)action["title"]!)];

    public static IEnumerable<JsonObject> Actions(JsonNode card) => Nodes(card).Where(node => ((string?)node["type"])?.StartsWith("Action.", StringComparison.Ordinal) == true);

    public static JsonNode Parse(JsonElement json) => JsonNode.Parse(json.GetRawText())!;

    private static IEnumerable<JsonObject> Nodes(JsonNode? node) => node switch
    {
        JsonObject json => json.SelectMany(each => Nodes(each.Value)).Prepend(json).Where(each => each.ContainsKey("type")),
        JsonArray array => array.SelectMany(Nodes),
        _ => [],
    };
}
