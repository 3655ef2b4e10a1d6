using System.Text.Json;
using static Assistant.Inference.Language.Constraints.Schemas.SchemaKeywords;

namespace Assistant.Inference.Language.Constraints.Schemas;

/// <summary>
/// Keywords that say, as generators of schemas use them, what others say too: "unevaluatedProperties" and "unevaluatedItems" where nothing is combined, and "propertyNames" that are a list or a
/// pattern. Others of them stay, and are refused by their names.
/// </summary>
internal static class SchemaSynonyms
{
    private const string Names = "propertyNames";

    private static readonly (string Keyword, string Meant)[] s_unevaluated = [("unevaluatedProperties", "additionalProperties"), ("unevaluatedItems", "items")];

    /// <returns>The schema without them; null where it has none that can be said otherwise.</returns>
    public static JsonElement? Replaced(JsonElement schema, string path, SchemaReferences references)
    {
        if (schema.ValueKind != JsonValueKind.Object || !schema.EnumerateObject().Any(keyword => keyword.Name == Names || s_unevaluated.Any(each => each.Keyword == keyword.Name)))
            return null;
        var (keywords, replaced) = (new Dictionary<string, JsonElement>(StringComparer.Ordinal), false);
        foreach (var keyword in schema.EnumerateObject())
            keywords[keyword.Name] = keyword.Value;
        if (!keywords.Keys.Any(SchemaCases.Combines))
            foreach (var (keyword, meant) in s_unevaluated)
                if (keywords.Remove(keyword, out var others))
                {
                    // What is spoken of otherwise is evaluated, and leaves nothing.
                    keywords.TryAdd(meant, others);
                    replaced = true;
                }
        return (keywords.TryGetValue(Names, out var names) && NamesReplaced(keywords, references.Follow(names, $"{path}/{Names}").Schema)) || replaced ? SchemaCase.Json(keywords) : null;
    }

    private static bool NamesReplaced(Dictionary<string, JsonElement> keywords, JsonElement names)
    {
        var told = names.ValueKind != JsonValueKind.Object ? [] : names.EnumerateObject().Where(keyword => !IsAnnotation(keyword.Name) && !IsOfTexts(keyword)).ToArray();
        if (names.ValueKind is not (JsonValueKind.Object or JsonValueKind.True) || told.Length > 1 || (told.Length == 1 && !Replace(keywords, told[0])))
            return false;
        return keywords.Remove(Names);
    }

    /// <summary>All names are texts.</summary>
    private static bool IsOfTexts(JsonProperty keyword) => keyword.Name == "type" && keyword.Value.ValueKind == JsonValueKind.String && keyword.Value.ValueEquals("string");

    private static bool Replace(Dictionary<string, JsonElement> keywords, JsonProperty told)
    {
        if (keywords.ContainsKey("properties") || keywords.ContainsKey("patternProperties"))
            return false;
        var value = keywords.GetValueOrDefault("additionalProperties", SchemaCompiler.AnyValue);
        switch (told.Name)
        {
            case "enum" when told.Value.ValueKind == JsonValueKind.Array:
                keywords["properties"] = SchemaCase.Json(told.Value.EnumerateArray().Where(name => name.ValueKind == JsonValueKind.String).Select(name => name.GetString()!).Distinct().ToDictionary(name => name, _ => value));
                break;
            case "const" when told.Value.ValueKind == JsonValueKind.String:
                keywords["properties"] = SchemaCase.Json(new Dictionary<string, JsonElement> { [told.Value.GetString()!] = value });
                break;
            case "pattern" when told.Value.ValueKind == JsonValueKind.String && !keywords.ContainsKey("required"):
                keywords["patternProperties"] = SchemaCase.Json(new Dictionary<string, JsonElement> { [told.Value.GetString()!] = value });
                break;
            default:
                return false;
        }
        keywords["additionalProperties"] = SchemaCase.Json(false);
        return true;
    }
}
