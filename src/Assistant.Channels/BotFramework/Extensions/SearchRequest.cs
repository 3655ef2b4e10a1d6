using System.Text.Json;
using Assistant.Channels.Http;
using static Assistant.Channels.BotFramework.Inbound.ActivityFields;

namespace Assistant.Channels.BotFramework.Extensions;

/// <summary>What composeExtension/query asks: {"commandId":"search","parameters":[{"name":"query","value":"…"}],"queryOptions":{"skip":0,"count":25}}.</summary>
/// <param name="Text">Empty: the newest.</param>
internal sealed record SearchRequest(string Text, int Skip, int Count)
{
    private const int LongestSearch = 200;
    private const int MostParameters = 20;
    private const int UsualCount = 25;
    private const int MostCount = 50;
    private const int MostSkipped = 100_000;

    /// <exception cref="Refusal">400 or 413: what is wrong with it.</exception>
    public static SearchRequest Read(string? value)
    {
        using var document = ExtensionCommand.Open(value, ExtensionCommand.Search);
        var text = Objects(document.RootElement, "parameters", MostParameters).Where(each => String(each, "name") == "query").Select(each => String(each, "value", LongestSearch)).FirstOrDefault() ?? "";
        var paging = Object(document.RootElement, "queryOptions");
        return new(text.Trim(), Number(paging, "skip", 0, MostSkipped), Math.Clamp(Number(paging, "count", UsualCount, int.MaxValue), 1, MostCount));
    }

    private static int Number(JsonElement? options, string name, int usual, int most)
    {
        if (options is not { } json || !json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return usual;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= 0 && number <= most
            ? number : throw Refusal.BadArgument($"value.queryOptions.{name} must be a number from 0 to {most}.");
    }
}
