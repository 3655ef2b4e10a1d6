using System.Text.Json;
using static Assistant.Inference.Language.Constraints.Schemas.SchemaKeywords;

namespace Assistant.Inference.Language.Constraints.Schemas;

/// <summary>Whether a value may satisfy two schemas at once. Says no only where that is certain: other types, other fixed values, or a required member that tells them apart.</summary>
internal static class SchemaOverlap
{
    private const int Deepest = 8;

    public static bool MayOverlap(JsonElement[] schemas, string path, SchemaReferences references)
    {
        for (var i = 0; i < schemas.Length; i++)
            for (var j = i + 1; j < schemas.Length; j++)
                if (MayOverlap(schemas[i], schemas[j], path, references, Deepest))
                    return true;
        return false;
    }

    /// <summary>"integer" is a number without a fraction, however it is written.</summary>
    public static bool IsOfType(JsonElement value, string type) => (value.ValueKind, type) switch
    {
        (JsonValueKind.Object, "object") or (JsonValueKind.Array, "array") or (JsonValueKind.String, "string") or (JsonValueKind.Number, "number") => true,
        (JsonValueKind.True or JsonValueKind.False, "boolean") or (JsonValueKind.Null, "null") => true,
        (JsonValueKind.Number, "integer") => value.TryGetDecimal(out var number) && decimal.IsInteger(number),
        _ => false,
    };

    private static bool MayOverlap(JsonElement a, JsonElement b, string path, SchemaReferences references, int depth)
    {
        (a, _) = references.Follow(a, path);
        (b, _) = references.Follow(b, path);
        if (OrNull(a) && OrNull(b))
            return true;
        if (a.ValueKind == JsonValueKind.False || b.ValueKind == JsonValueKind.False)
            return false;
        if (a.ValueKind != JsonValueKind.Object || b.ValueKind != JsonValueKind.Object || depth == 0)
            return true;
        var (valuesA, valuesB) = (Values(a), Values(b));
        if (valuesA is not null && valuesB is not null)
            return valuesA.Any(one => valuesB.Any(other => JsonElement.DeepEquals(one, other)));
        if ((Types(a, valuesA, path), Types(b, valuesB, path)) is ({ } typesA, { } typesB) && !typesA.Any(one => typesB.Any(other => Same(one, other))))
            return false;
        return !Required(a).Intersect(Required(b)).Any(name => Property(a, name) is { } one && Property(b, name) is { } other && !MayOverlap(one, other, path, references, depth - 1));
    }

    private static List<JsonElement>? Values(JsonElement schema) => schema.TryGetProperty("const", out var value) ? [value]
        : schema.TryGetProperty("enum", out var values) && values.ValueKind == JsonValueKind.Array ? [.. values.EnumerateArray()] : null;

    private static IReadOnlyList<string>? Types(JsonElement schema, List<JsonElement>? values, string path) => schema.TryGetProperty("type", out _) ? TypesOf(schema, path)
        : values is null ? null : [.. values.Select(value => value.ValueKind switch { JsonValueKind.Object => "object", JsonValueKind.Array => "array", JsonValueKind.String => "string", JsonValueKind.Number => "number", JsonValueKind.Null => "null", _ => "boolean" })];

    private static bool OrNull(JsonElement schema) => schema.ValueKind == JsonValueKind.Object && Nullable(schema) is (_, true);

    private static bool Same(string a, string b) => a == b || (a, b) is ("integer", "number") or ("number", "integer");

    // A required member tells objects apart, but nothing keeps another type from satisfying a schema that does not say "object".
    private static IEnumerable<string> Required(JsonElement schema) =>
        schema.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.GetString() == "object"
        && schema.TryGetProperty("required", out var required) && required.ValueKind == JsonValueKind.Array
            ? required.EnumerateArray().Where(name => name.ValueKind == JsonValueKind.String).Select(name => name.GetString()!) : [];

    private static JsonElement? Property(JsonElement schema, string name) =>
        schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(name, out var property) ? property : null;
}
