using System.Text.Json;
using Assistant.Channels.Http;
using Assistant.Conversations;

namespace Assistant.Channels.BotFramework.Inbound;

/// <summary>Reads fields of an activity's JSON: each of the right kind, none endless, or a refusal that names it.</summary>
internal static class ActivityFields
{
    public const int LongestName = 1_024;
    public const int LongestData = 256 * 1024;

    public static string? String(JsonElement json, string name, int longest = LongestName)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind != JsonValueKind.String)
            throw Refusal.BadArgument($"{name} must be a string.");
        var text = value.GetString()!;
        return text.Length <= longest ? text : throw Refusal.TooLarge(name, longest, "characters");
    }

    /// <summary>Where nothing may refuse the activity: null also for one of the wrong kind or too long.</summary>
    public static string? TextIn(JsonElement json, string name, int longest = int.MaxValue) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { } text && text.Length <= longest ? text : null;

    /// <summary>A name or id: there, not blank, without control characters.</summary>
    public static string Id(JsonElement json, string name, string path)
    {
        var id = String(json, name);
        if (string.IsNullOrWhiteSpace(id))
            throw Refusal.BadArgument($"{path} is missing.");
        return Clean(id, path);
    }

    public static string Clean(string id, string path) => id.Any(char.IsControl) ? throw Refusal.BadArgument($"{path} holds control characters.") : id;

    public static JsonElement? Object(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        return value.ValueKind == JsonValueKind.Object ? value : throw Refusal.BadArgument($"{name} must be an object.");
    }

    public static JsonElement[] Objects(JsonElement json, string name, int most)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return [];
        if (value.ValueKind != JsonValueKind.Array)
            throw Refusal.BadArgument($"{name} must be an array.");
        if (value.GetArrayLength() > most)
            throw Refusal.BadArgument($"{name} has {value.GetArrayLength()} entries; at most {most} are accepted.");
        return [.. value.EnumerateArray().Select(entry => entry.ValueKind == JsonValueKind.Object ? entry : throw Refusal.BadArgument($"{name} must hold objects."))];
    }

    public static string? Raw(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        var text = value.GetRawText();
        return text.Length <= LongestData ? text : throw Refusal.TooLarge(name, LongestData, "characters");
    }

    public static Participant Account(JsonElement json, string name)
    {
        var account = Object(json, name) ?? throw Refusal.BadArgument($"{name} is missing.");
        return new(Id(account, "id", $"{name}.id"), String(account, "name"));
    }
}
