using System.Text;
using System.Text.Json;

namespace Assistant.MediaWorker.Documents.PlainText;

/// <summary>Parses JSON of any depth without recursion, with comments and trailing commas; several values one after the other (JSON lines) become a list.</summary>
internal static class JsonText
{
    /// <summary>Null when the text is not JSON.</summary>
    public static JsonElement? Parse(string text)
    {
        try
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = int.MaxValue, AllowMultipleValues = true });
            var values = new List<JsonElement>();
            while (reader.Read())
                values.Add(JsonDocument.ParseValue(ref reader).RootElement);
            return values switch
            {
                [] => null,
                [var only] => only.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? only : null,
                _ => values.TrueForAll(value => value.ValueKind is JsonValueKind.Object or JsonValueKind.Array) ? JsonSerializer.SerializeToElement(values) : null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
