using System.Text.Json;
using static Assistant.Inference.Language.Constraints.Schemas.SchemaKeywords;

namespace Assistant.Inference.Language.Constraints.Schemas;

/// <summary>
/// Schemas that combine others ("allOf", "not", "if", "dependentRequired", "$ref", "anyOf" or "oneOf" beside other keywords) as cases: a value is valid exactly when it is valid for
/// one of them, and each speaks about types and their keywords only. What cannot be said exactly in that way is refused.
/// </summary>
internal sealed class SchemaCases(SchemaReferences references)
{
    private const int MostCases = 128;
    private const int Deepest = 64;

    private static readonly HashSet<string> s_combining =
        ["$ref", "allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentRequired", "dependentSchemas", "dependencies"];

    private static readonly JsonElement s_null = SchemaCase.Json(new { type = "null" });

    private readonly SchemaNegation _negation = new(references);

    /// <summary>Whether a schema has to be taken apart; one that is a reference, a choice or a description of types alone is not.</summary>
    public static bool AreNeeded(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
            return false;
        var telling = schema.EnumerateObject().Where(keyword => !IsAnnotation(keyword.Name)).ToList();
        return telling.Any(keyword => s_combining.Contains(keyword.Name))
            && (telling is not [var only] || only.Name is not ("$ref" or "anyOf" or "oneOf" or "allOf") || (only.Name == "allOf" && only.Value.ValueKind == JsonValueKind.Array && only.Value.GetArrayLength() > 1));
    }

    /// <summary>Whether a keyword combines other schemas.</summary>
    public static bool Combines(string keyword) => s_combining.Contains(keyword);

    public IReadOnlyList<JsonElement> Of(JsonElement schema, string path) => [.. Of(schema, path, Deepest).Select(each => each.ToElement())];

    private List<SchemaCase> Of(JsonElement schema, string path, int depth)
    {
        if (depth == 0)
            throw new SchemaException(path, "refers to itself, or is too deep a combination of others");
        switch (schema.ValueKind)
        {
            case JsonValueKind.True:
                return [SchemaCase.Anything];
            case JsonValueKind.False:
                return [];
            case not JsonValueKind.Object:
                throw new SchemaException(path, "is neither an object nor true or false");
        }
        if (SchemaSynonyms.Replaced(schema, path, references) is { } replaced)
            return Of(replaced, path, depth);
        if (Nullable(schema) is var (other, orNull))
            return [.. Of(other, path, depth), .. orNull ? Of(s_null, path, depth) : []];
        List<SchemaCase> cases = [SchemaCase.Of(schema, keyword => !s_combining.Contains(keyword) && !IsAnnotation(keyword), path)];
        foreach (var keyword in schema.EnumerateObject().Where(keyword => s_combining.Contains(keyword.Name)))
            cases = Both(cases, Of(keyword.Name, keyword.Value, schema, path, depth - 1), path);
        return cases;
    }

    private List<SchemaCase> Of(string keyword, JsonElement value, JsonElement schema, string path, int depth)
    {
        switch (keyword)
        {
            case "$ref":
                var (meant, at) = references.Find(value, path);
                return Of(meant, at, depth);
            case "allOf":
                return Branches(value, keyword, path).Select((branch, i) => Of(branch, $"{path}/allOf/{i}", depth)).Aggregate((a, b) => Both(a, b, path));
            case "anyOf":
                return Any(value, keyword, path, depth);
            case "oneOf":
                return SchemaOverlap.MayOverlap(Branches(value, keyword, path), path, references) ? Exclusive(Branches(value, keyword, path), path, depth) : Any(value, keyword, path, depth);
            case "not":
                return SchemaNegation.ExcludedBy(value) is { } excluded ? [SchemaCase.Except(excluded)] : Of(_negation.Of(value, $"{path}/not"), $"{path}/not", depth);
            case "if":
                var then = schema.TryGetProperty("then", out var first) ? Of(first, $"{path}/then", depth) : [SchemaCase.Anything];
                var otherwise = schema.TryGetProperty("else", out var second) ? Of(second, $"{path}/else", depth) : [SchemaCase.Anything];
                return [.. Both(Of(value, $"{path}/if", depth), then, path), .. Both(Of(_negation.Of(value, $"{path}/if"), $"{path}/if", depth), otherwise, path)];
            case "then" or "else":
                return [SchemaCase.Anything];
            default:
                return Dependent(value, keyword, path, depth);
        }
    }

    private List<SchemaCase> Any(JsonElement value, string keyword, string path, int depth) =>
        [.. Branches(value, keyword, path).SelectMany((branch, i) => Of(branch, $"{path}/{keyword}/{i}", depth))];

    /// <summary>One schema holds and none of the others.</summary>
    private List<SchemaCase> Exclusive(JsonElement[] branches, string path, int depth)
    {
        try
        {
            return [.. branches.SelectMany((branch, i) => branches.Select((other, j) => i == j ? Of(branch, $"{path}/oneOf/{i}", depth) : Of(_negation.Of(other, $"{path}/oneOf/{j}"), $"{path}/oneOf/{j}", depth))
                .Aggregate((a, b) => Both(a, b, path)))];
        }
        catch (SchemaException e)
        {
            throw new SchemaException(path, $"has \"oneOf\" whose schemas may be satisfied by the same value, and they cannot be told apart ({e.Message}); \"anyOf\" is supported");
        }
    }

    /// <summary>Where a member is there, others must be too, or a schema holds.</summary>
    private List<SchemaCase> Dependent(JsonElement value, string keyword, string path, int depth)
    {
        if (value.ValueKind != JsonValueKind.Object)
            throw new SchemaException(path, $"has a \"{keyword}\" that is not an object");
        List<SchemaCase> cases = [SchemaCase.Anything];
        foreach (var member in value.EnumerateObject())
        {
            var needed = member.Value.ValueKind == JsonValueKind.Array ? [SchemaCase.Requiring([member.Name, .. Names(member.Value, keyword, path)])]
                : Both([SchemaCase.Requiring([member.Name])], Of(member.Value, $"{path}/{keyword}/{member.Name}", depth), path);
            cases = Both(cases, [SchemaCase.Without(member.Name), .. needed], path);
        }
        return cases;
    }

    private static List<SchemaCase> Both(List<SchemaCase> first, List<SchemaCase> second, string path)
    {
        if ((long)first.Count * second.Count > MostCases)
            throw new SchemaException(path, $"combines others in more than {MostCases} ways, which is not supported");
        return [.. first.SelectMany(one => second.Select(other => SchemaIntersection.Of(one, other, path))).OfType<SchemaCase>()];
    }

    private static JsonElement[] Branches(JsonElement value, string keyword, string path) => value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0
        ? [.. value.EnumerateArray()] : throw new SchemaException(path, $"has an \"{keyword}\" that is not a list of schemas");
}
