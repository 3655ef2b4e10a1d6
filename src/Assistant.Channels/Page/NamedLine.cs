using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Assistant.Channels.Http;
using Microsoft.AspNetCore.Http;

namespace Assistant.Channels.Page;

/// <summary>A body whose one field is a line of text: a title, a fact's value.</summary>
internal static class NamedLine
{
    private const int LongestBody = 16 * 1024;

    /// <param name="name">The field, as the refusal calls it.</param>
    /// <param name="longest">Characters.</param>
    /// <returns>Without control characters and surrounding space, never empty.</returns>
    /// <exception cref="Refusal">400 or 413: what is wrong with it.</exception>
    public static async Task<string> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type, Func<T, string?> field, string name, int longest)
        where T : class
    {
        var json = await RequestBody.ReadAsync(context.Request, LongestBody, context.RequestAborted);
        T? body;
        try
        {
            body = JsonSerializer.Deserialize(json, type);
        }
        catch (JsonException)
        {
            throw Refusal.BadArgument("The body is not valid JSON.");
        }
        var line = string.Concat(((body is null ? null : field(body)) ?? "").Where(c => !char.IsControl(c))).Trim();
        if (line.Length == 0)
            throw Refusal.BadArgument($"{name} is missing.");
        return line.Length <= longest ? line : throw Refusal.TooLarge(name, longest, "characters");
    }
}
