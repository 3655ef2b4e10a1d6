using System.Text.Json;
using static Assistant.Inference.Language.Constraints.Schemas.SchemaKeywords;

namespace Assistant.Inference.Language.Constraints.Schemas;

/// <summary>Two cases that must hold at once as one; what is within them is left to be joined when it is compiled ("allOf").</summary>
internal static class SchemaIntersection
{
    private static readonly string[] s_members = ["properties", "additionalProperties", "patternProperties"];

    /// <returns>Null when no value satisfies both.</returns>
    /// <exception cref="SchemaException">Both cannot be said as one.</exception>
    public static SchemaCase? Of(SchemaCase a, SchemaCase b, string path)
    {
        var joined = new Dictionary<string, JsonElement>(a.Keywords, StringComparer.Ordinal);
        foreach (var (keyword, value) in b.Keywords)
            joined[keyword] = joined.TryGetValue(keyword, out var other) && !s_members.Contains(keyword) ? Both(keyword, other, value, path) : value;
        if (joined.TryGetValue("type", out var types) && types.ValueKind == JsonValueKind.Array && types.GetArrayLength() == 0)
            return null;
        if (joined.TryGetValue("enum", out var values) && SchemaCase.Listed(values, path).Any() is false)
            return null;
        if (HasPlaces(a) && HasItems(b) || HasPlaces(b) && HasItems(a))
            throw new SchemaException(path, "combines \"prefixItems\" with other items, which is not supported");
        JoinMembers(a, b, joined, path);
        return SchemaCase.Of(joined);
    }

    private static JsonElement Both(string keyword, JsonElement a, JsonElement b, string path)
    {
        if (JsonElement.DeepEquals(a, b))
            return a;
        switch (keyword)
        {
            case "type":
                return SchemaCase.Json(Types(TypesOf(SchemaCase.Json(new { type = a }), path), TypesOf(SchemaCase.Json(new { type = b }), path)));
            case "enum":
                return SchemaCase.Json(SchemaCase.Listed(a, path).Where(one => SchemaCase.Listed(b, path).Any(other => JsonElement.DeepEquals(one, other))).ToArray());
            case SchemaCase.Excluded:
                return SchemaCase.Json(new Dictionary<string, JsonElement[]> { ["enum"] = [.. a.GetProperty("enum").EnumerateArray(), .. b.GetProperty("enum").EnumerateArray()] });
            case "required":
                return SchemaCase.Json(Names(a, keyword, path).Union(Names(b, keyword, path)));
            case "minimum" or "exclusiveMinimum" or "minLength" or "minItems" or "minProperties":
                return Number(a, keyword, path) >= Number(b, keyword, path) ? a : b;
            case "maximum" or "exclusiveMaximum" or "maxLength" or "maxItems" or "maxProperties":
                return Number(a, keyword, path) <= Number(b, keyword, path) ? a : b;
            case "items" when a.ValueKind != JsonValueKind.Array && b.ValueKind != JsonValueKind.Array:
                return AllOf(a, b);
            case "uniqueItems":
                return SchemaCase.Json(true);
            default:
                throw new SchemaException(path, $"combines two different \"{keyword}\", which is not supported");
        }
    }

    private static string[] Types(IReadOnlyList<string> a, IReadOnlyList<string> b) =>
        [.. a.Where(type => b.Contains(type) || (type == "integer" && b.Contains("number"))).Union(b.Where(type => type == "integer" && a.Contains("number")))];

    /// <summary>A member must be what both say of it, by its name or as one of the others.</summary>
    private static void JoinMembers(SchemaCase a, SchemaCase b, Dictionary<string, JsonElement> joined, string path)
    {
        if (!s_members.Any(a.Keywords.ContainsKey) || !s_members.Any(b.Keywords.ContainsKey))
            return;
        if (a.Keywords.ContainsKey("patternProperties") || b.Keywords.ContainsKey("patternProperties"))
            throw new SchemaException(path, "combines \"patternProperties\" with other members, which is not supported");
        var (first, second) = (Members(a, path), Members(b, path));
        var (others, moreOthers) = (a.Keywords.TryGetValue("additionalProperties", out var x) ? x : (JsonElement?)null, b.Keywords.TryGetValue("additionalProperties", out var y) ? y : (JsonElement?)null);
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var name in first.Keys.Union(second.Keys))
            members[name] = AllOf(first.TryGetValue(name, out var one) ? one : others, second.TryGetValue(name, out var other) ? other : moreOthers)!.Value;
        if (members.Count > 0)
            joined["properties"] = SchemaCase.Json(members);
        if (AllOf(others, moreOthers) is { } rest)
            joined["additionalProperties"] = rest;
    }

    private static Dictionary<string, JsonElement> Members(SchemaCase schema, string path) => !schema.Keywords.TryGetValue("properties", out var members) ? []
        : members.ValueKind == JsonValueKind.Object ? members.EnumerateObject().ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal)
        : throw new SchemaException(path, "has \"properties\" that are not an object");

    private static JsonElement? AllOf(JsonElement? a, JsonElement? b) => a is null ? b : b is null ? a : AllOf(a.Value, b.Value);

    private static JsonElement AllOf(JsonElement a, JsonElement b) =>
        JsonElement.DeepEquals(a, b) || b.ValueKind == JsonValueKind.True ? a : a.ValueKind == JsonValueKind.True ? b : SchemaCase.Json(new { allOf = new[] { a, b } });

    private static decimal Number(JsonElement value, string keyword, string path) =>
        SchemaKeywords.Number(SchemaCase.Json(new Dictionary<string, JsonElement> { [keyword] = value }), keyword, path)!.Value;

    private static bool HasPlaces(SchemaCase schema) => schema.Keywords.ContainsKey("prefixItems") || (schema.Keywords.TryGetValue("items", out var items) && items.ValueKind == JsonValueKind.Array);

    private static bool HasItems(SchemaCase schema) => schema.Keywords.ContainsKey("prefixItems") || schema.Keywords.ContainsKey("items");
}
