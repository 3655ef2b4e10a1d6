using System.Text;
using System.Text.Json.Nodes;

namespace Assistant.Storage.Content;

/// <summary>Stored JSON with the parts in place that hold others' words, for whoever may see all of it; where one of them has been erased it says so.</summary>
internal static class SharedParts
{
    public static string Opened(string json, string tenant, ContentCodec content)
    {
        if (JsonNode.Parse(json) is not JsonObject stored)
            return json;
        foreach (var (name, value) in Open(stored, "shared", tenant, content) ?? [])
            stored[name] = value?.DeepClone();
        foreach (var prompt in stored["sent"] as JsonArray ?? [])
            if (prompt?["messages"] is JsonArray messages)
                for (var i = 0; i < messages.Count; i++)
                    if (messages[i] is JsonObject message)
                        messages[i] = (message["said"] ?? Open(message, "sealed", tenant, content))?.DeepClone() ?? message.DeepClone();
        return stored.ToJsonString(s_readable);
    }

    /// <summary>Takes a part out; null when there is none.</summary>
    private static JsonObject? Open(JsonObject holder, string name, string tenant, ContentCodec content)
    {
        if (holder[name]?.GetValue<string>() is not { } part)
            return null;
        holder.Remove(name);
        return content.RevealShared(tenant, Convert.FromBase64String(part)) is { } shared ? JsonNode.Parse(Encoding.UTF8.GetString(shared.Content)) as JsonObject : new JsonObject { ["erased"] = true };
    }

    private static readonly System.Text.Json.JsonSerializerOptions s_readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
