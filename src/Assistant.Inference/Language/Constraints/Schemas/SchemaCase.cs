using System.Text.Json;

namespace Assistant.Inference.Language.Constraints.Schemas;

/// <summary>Keywords that speak about types; all of them must hold. "const" is a list of one value, and "not" holds values that are excluded. Immutable.</summary>
internal sealed class SchemaCase
{
    /// <summary>Values that are excluded, in the only form in which "not" is left in a case: {"enum": [...]}.</summary>
    public const string Excluded = "not";

    private SchemaCase(IReadOnlyDictionary<string, JsonElement> keywords) => Keywords = keywords;

    public IReadOnlyDictionary<string, JsonElement> Keywords { get; }

    public static SchemaCase Anything { get; } = new(new Dictionary<string, JsonElement>());

    public static SchemaCase Of(IReadOnlyDictionary<string, JsonElement> keywords) => new(keywords);

    public static SchemaCase Of(JsonElement schema, Func<string, bool> taken, string path)
    {
        var keywords = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var keyword in schema.EnumerateObject().Where(keyword => taken(keyword.Name)))
            keywords[keyword.Name] = keyword.Value;
        if (keywords.Remove("const", out var value))
        {
            JsonElement[] only = keywords.TryGetValue("enum", out var values) ? [.. Listed(values, path).Where(each => JsonElement.DeepEquals(each, value))] : [value];
            keywords["enum"] = Json(only);
        }
        return new(keywords);
    }

    public static SchemaCase Except(IEnumerable<JsonElement> values) => new(new Dictionary<string, JsonElement> { [Excluded] = Json(new Dictionary<string, JsonElement[]> { ["enum"] = [.. values] }) });

    /// <summary>The values that a case excludes.</summary>
    public static List<JsonElement> ExcludedBy(JsonElement schema) => schema.TryGetProperty(Excluded, out var excluded) ? [.. excluded.GetProperty("enum").EnumerateArray()] : [];

    public static SchemaCase Requiring(IEnumerable<string> names) => new(new Dictionary<string, JsonElement> { ["required"] = Json(names.Distinct()) });

    /// <summary>An object, if it is one, has no such member.</summary>
    public static SchemaCase Without(string name) => new(new Dictionary<string, JsonElement> { ["properties"] = Json(new Dictionary<string, bool> { [name] = false }) });

    public JsonElement ToElement() => Json(Keywords);

    public static JsonElement Json<T>(T value) => JsonSerializer.SerializeToElement(value);

    public static JsonElement.ArrayEnumerator Listed(JsonElement values, string path) =>
        values.ValueKind == JsonValueKind.Array ? values.EnumerateArray() : throw new SchemaException(path, "has an \"enum\" that is not a list");
}
