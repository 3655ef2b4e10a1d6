using System.Text.Json;
using static Assistant.Inference.Language.Constraints.Schemas.SchemaKeywords;

namespace Assistant.Inference.Language.Constraints.Schemas;

/// <summary>The schema that is satisfied by exactly the values that another is not; where no keywords say so, it is refused.</summary>
internal sealed class SchemaNegation(SchemaReferences references)
{
    private const int Deepest = 64;
    private static readonly string[] s_types = ["object", "array", "string", "number", "boolean", "null"];

    /// <summary>The values, when a schema is a list of some and nothing else: that they are excluded is kept as it is.</summary>
    public static IEnumerable<JsonElement>? ExcludedBy(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object || schema.EnumerateObject().Where(keyword => !IsAnnotation(keyword.Name)).ToList() is not [var only])
            return null;
        return only.Name == "const" ? [only.Value] : only.Name == "enum" && only.Value.ValueKind == JsonValueKind.Array ? only.Value.EnumerateArray() : null;
    }

    public JsonElement Of(JsonElement schema, string path) => Of(schema, path, Deepest);

    private JsonElement Of(JsonElement schema, string path, int depth)
    {
        if (depth == 0)
            throw new SchemaException(path, "refers to itself, or is too deep a combination of others");
        return schema.ValueKind switch
        {
            JsonValueKind.True => Json(false),
            JsonValueKind.False => Json(true),
            JsonValueKind.Object => AnyOf([.. schema.EnumerateObject().Where(keyword => !IsAnnotation(keyword.Name)).SelectMany(keyword => Broken(keyword.Name, keyword.Value, schema, path, depth - 1))]),
            _ => throw new SchemaException(path, "is neither an object nor true or false"),
        };
    }

    /// <summary>What is valid when a keyword does not hold.</summary>
    private IEnumerable<JsonElement> Broken(string keyword, JsonElement value, JsonElement schema, string path, int depth)
    {
        switch (keyword)
        {
            case "type":
                var types = TypesOf(schema, path);
                if (types.Contains("integer") && !types.Contains("number"))
                    throw Refused("type\": \"integer");
                string[] others = [.. s_types.Except(types)];
                return others.Length == 0 ? [] : [Json(new { type = others })];
            case "const" or "enum":
                return [Json(new Dictionary<string, object> { ["not"] = new Dictionary<string, JsonElement> { [keyword] = value } })];
            case "required":
                return Names(value, keyword, path).Select(name => Members(new() { [name] = Json(false) }));
            case "properties" when value.ValueKind == JsonValueKind.Object:
                return value.EnumerateObject().Select(member => Members(new() { [member.Name] = Of(member.Value, $"{path}/properties/{member.Name}", depth) }, member.Name));
            case "minimum":
                return [About("number", "exclusiveMaximum", value)];
            case "maximum":
                return [About("number", "exclusiveMinimum", value)];
            case "exclusiveMinimum":
                return [About("number", "maximum", value)];
            case "exclusiveMaximum":
                return [About("number", "minimum", value)];
            case "minLength" or "minItems" or "minProperties":
                return Count(schema, keyword, path) is > 0 and var least ? [About(TypeOf(keyword)!, $"max{keyword[3..]}", Json(least - 1))] : [];
            case "maxLength" or "maxItems" or "maxProperties":
                return [About(TypeOf(keyword)!, $"min{keyword[3..]}", Json(Count(schema, keyword, path) + 1))];
            case "$ref":
                var (meant, at) = references.Find(value, path);
                return [Of(meant, at, depth)];
            case "anyOf" when value.ValueKind == JsonValueKind.Array:
                return [Json(new { allOf = value.EnumerateArray().Select((branch, i) => Of(branch, $"{path}/anyOf/{i}", depth)) })];
            case "allOf" when value.ValueKind == JsonValueKind.Array:
                return value.EnumerateArray().Select((branch, i) => Of(branch, $"{path}/allOf/{i}", depth));
            case "not":
                return [value];
            case "dependentRequired" when value.ValueKind == JsonValueKind.Object:
                return value.EnumerateObject().SelectMany(member => Names(member.Value, keyword, path).Where(name => name != member.Name).Select(name => Members(new() { [name] = Json(false) }, member.Name)));
            case "if":
                var (then, otherwise) = (Branch("then"), Branch("else"));
                return [Json(new { allOf = new[] { AnyOf([Of(value, $"{path}/if", depth), Of(then, $"{path}/then", depth)]), AnyOf([value, Of(otherwise, $"{path}/else", depth)]) } })];
            case "then" or "else":
                return [];
            default:
                throw Refused(keyword);
        }

        JsonElement Branch(string name) => schema.TryGetProperty(name, out var branch) ? branch : Json(true);

        SchemaException Refused(string what) => new(path, $"has \"{what}\" where its opposite is needed (by \"not\", \"if\" or \"oneOf\"), which is not supported");
    }

    private static JsonElement About(string type, string keyword, JsonElement value) => Json(new Dictionary<string, JsonElement> { ["type"] = Json(type), [keyword] = value });

    private static JsonElement Members(Dictionary<string, JsonElement> members, params string[] required) => Json(new Dictionary<string, JsonElement>
    {
        ["type"] = Json("object"),
        ["properties"] = Json(members),
        ["required"] = Json(required),
    });

    private static JsonElement AnyOf(JsonElement[] schemas) => schemas switch
    {
        [] => Json(false),
        [var only] => only,
        _ => Json(new { anyOf = schemas }),
    };

    private static JsonElement Json<T>(T value) => JsonSerializer.SerializeToElement(value);
}
