using System.Text.Json;
using Assistant.Channels.Http;
using static Assistant.Channels.BotFramework.Inbound.ActivityFields;

namespace Assistant.Channels.BotFramework.Extensions;

/// <summary>What composeExtension/* says, opened: its value's object.</summary>
internal static class ExtensionCommand
{
    /// <summary>As in the app's manifest.</summary>
    public const string Ask = "ask", Search = "search";

    /// <exception cref="Refusal">400, saying why.</exception>
    public static JsonDocument Open(string? value, string command)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(value ?? "null", new JsonDocumentOptions { MaxDepth = 64 });
        }
        catch (JsonException)
        {
            throw Refusal.BadArgument("value is not valid JSON.");
        }
        try
        {
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw Refusal.BadArgument("value must be an object.");
            return String(document.RootElement, "commandId") == command ? document : throw Refusal.BadArgument($"value.commandId must be {command}.");
        }
        catch
        {
            document.Dispose();
            throw;
        }
    }
}
