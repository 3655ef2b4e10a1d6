using System.Text.Json;

namespace Assistant.Inference.Language.Constraints.Schemas;

/// <summary>Which keywords of JSON Schema are understood. Whatever else stands in a schema is refused by its name: an answer must not break a rule that was left out.</summary>
internal static class SchemaKeywords
{
    /// <summary>Say nothing about which values are valid.</summary>
    private static readonly HashSet<string> s_annotations =
        ["$schema", "$id", "$comment", "$defs", "definitions", "$anchor", "title", "description", "default", "examples", "example", "deprecated", "readOnly", "writeOnly", "contentMediaType", "contentEncoding", "contentSchema",
        // OpenAPI's, which pydantic and others write into schemas too.
        "discriminator", "externalDocs", "xml"];

    private static readonly Dictionary<string, string> s_types = new()
    {
        ["properties"] = "object", ["required"] = "object", ["additionalProperties"] = "object", ["minProperties"] = "object", ["maxProperties"] = "object",
        ["patternProperties"] = "object",
        ["items"] = "array", ["minItems"] = "array", ["maxItems"] = "array", ["uniqueItems"] = "array",
        ["prefixItems"] = "array", ["additionalItems"] = "array",
        ["minLength"] = "string", ["maxLength"] = "string", ["pattern"] = "string", ["format"] = "string",
        ["minimum"] = "number", ["maximum"] = "number", ["exclusiveMinimum"] = "number", ["exclusiveMaximum"] = "number", ["multipleOf"] = "number",
    };

    /// <summary>The types that a schema without "type" speaks about by its keywords; all of them when it speaks about none.</summary>
    public static IReadOnlyList<string> TypesOf(JsonElement schema, string path)
    {
        if (schema.TryGetProperty("type", out var type))
        {
            string[] types = type.ValueKind switch
            {
                JsonValueKind.String => [type.GetString()!],
                JsonValueKind.Array when type.EnumerateArray().All(each => each.ValueKind == JsonValueKind.String) => [.. type.EnumerateArray().Select(each => each.GetString()!)],
                _ => throw new SchemaException(path, "has a \"type\" that is neither a name nor a list of names"),
            };
            if (types.FirstOrDefault(each => each is not ("object" or "array" or "string" or "number" or "integer" or "boolean" or "null")) is { } unknown)
                throw new SchemaException(path, $"has the type \"{unknown}\", which JSON Schema does not know (object, array, string, number, integer, boolean, null)");
            return types;
        }
        var spoken = schema.EnumerateObject().Select(keyword => s_types.GetValueOrDefault(keyword.Name)).OfType<string>().Distinct().ToArray();
        return spoken.Length > 0 ? spoken : ["object", "array", "string", "number", "boolean", "null"];
    }

    /// <summary>The type that a keyword speaks about; null when it is none of a type.</summary>
    public static string? TypeOf(string keyword) => s_types.GetValueOrDefault(keyword);

    /// <summary>The keywords that speak about a type.</summary>
    public static IEnumerable<string> About(string type) => s_types.Where(keyword => keyword.Value == type).Select(keyword => keyword.Key);

    /// <exception cref="SchemaException">A keyword is neither one of those given nor an annotation.</exception>
    public static void Refuse(JsonElement schema, string path, params ReadOnlySpan<string> understood)
    {
        foreach (var keyword in schema.EnumerateObject())
            if (!understood.Contains(keyword.Name) && !IsAnnotation(keyword.Name))
                throw new SchemaException(path, understood is [var only, ..] && (s_types.ContainsKey(keyword.Name) || keyword.Name is "type" or "enum" or "const" or "anyOf" or "oneOf" or "allOf" or "$ref")
                    ? $"has \"{keyword.Name}\" beside \"{only}\", which is not supported" : $"has \"{keyword.Name}\", which is not supported");
    }

    /// <summary>For a schema that is told by its types, or by what "not" excludes of them (<see cref="SchemaCases"/> leaves no other "not").</summary>
    public static void RefuseUnknown(JsonElement schema, string path)
    {
        foreach (var keyword in schema.EnumerateObject())
            if (keyword.Name is not ("type" or SchemaCase.Excluded) && !s_types.ContainsKey(keyword.Name) && !IsAnnotation(keyword.Name))
                throw new SchemaException(path, $"has \"{keyword.Name}\", which is not supported");
    }

    public static bool IsAnnotation(string name) => s_annotations.Contains(name) || name.StartsWith("x-", StringComparison.Ordinal);

    /// <summary>The schema without OpenAPI's "nullable", and whether null is valid beside it; null where it does not have that keyword.</summary>
    public static (JsonElement Other, bool OrNull)? Nullable(JsonElement schema) => schema.TryGetProperty("nullable", out var nullable) && nullable.ValueKind is JsonValueKind.True or JsonValueKind.False
        ? (JsonSerializer.SerializeToElement(schema.EnumerateObject().Where(keyword => keyword.Name != "nullable").ToDictionary(keyword => keyword.Name, keyword => keyword.Value)), nullable.ValueKind == JsonValueKind.True)
        : null;

    /// <summary>A whole number of at least 0, as the keywords of lengths and counts have it; null when the keyword is not there.</summary>
    public static int? Count(JsonElement schema, string keyword, string path)
    {
        if (!schema.TryGetProperty(keyword, out var value))
            return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && decimal.IsInteger(number) && number >= 0
            ? (int)Math.Min(number, 100_000_000) : throw new SchemaException(path, $"has a \"{keyword}\" that is not a whole number from 0 on");
    }

    /// <summary>A list of names, each once.</summary>
    public static List<string> Names(JsonElement names, string keyword, string path) => names.ValueKind == JsonValueKind.Array && names.EnumerateArray().All(name => name.ValueKind == JsonValueKind.String)
        ? [.. names.EnumerateArray().Select(name => name.GetString()!).Distinct()] : throw new SchemaException(path, $"has a \"{keyword}\" that is not a list of names");

    public static decimal? Number(JsonElement schema, string keyword, string path)
    {
        if (!schema.TryGetProperty(keyword, out var value))
            return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) ? number : throw new SchemaException(path, $"has a \"{keyword}\" that is not a number of at most 28 digits");
    }

    public static string? TextOf(JsonElement schema, string keyword, string path) => !schema.TryGetProperty(keyword, out var value) ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString() : throw new SchemaException(path, $"has a \"{keyword}\" that is not a text");
}
