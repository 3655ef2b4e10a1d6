using System.Text.Json;
using Assistant.Inference.Language.Constraints.Grammar;
using static Assistant.Inference.Language.Constraints.Schemas.SchemaKeywords;

namespace Assistant.Inference.Language.Constraints.Schemas;

/// <summary>The values of a schema that lists them by "enum" or "const": those of the list for which all else holds that the schema says.</summary>
internal sealed class ListedValues(StringGrammar strings, TokenTrie vocabulary)
{
    private const int MostValues = 5_000;

    public static bool AreIn(JsonElement schema) => schema.TryGetProperty("const", out _) || schema.TryGetProperty("enum", out _);

    public List<JsonElement> Of(JsonElement schema, string path)
    {
        Refuse(schema, path, ["enum", "const", "type", SchemaCase.Excluded, .. About("string"), .. About("number"), .. About("array"), .. About("object")]);
        var values = Listed(schema, path);
        if (schema.TryGetProperty("type", out _) && TypesOf(schema, path) is var types)
            values.RemoveAll(value => !types.Any(type => SchemaOverlap.IsOfType(value, type)));
        values.RemoveAll(value => SchemaCase.ExcludedBy(schema).Exists(other => JsonElement.DeepEquals(value, other)));
        if (Speaks(schema, "string") && values.Exists(value => value.ValueKind == JsonValueKind.String))
        {
            var texts = new Automaton(strings.Compile(schema, path, []), vocabulary);
            values.RemoveAll(value => value.ValueKind == JsonValueKind.String && !texts.Next(texts.Start, [(byte)'"', .. NameAutomaton.Spelled(value.GetString()!), (byte)'"']).Accepts);
        }
        if (Speaks(schema, "number") && SchemaCompiler.BoundsOf(schema, path) is var bounds)
            values.RemoveAll(value => value.ValueKind == JsonValueKind.Number && !(value.TryGetDecimal(out var number) && bounds.Hold(number)));
        foreach (var (kind, type) in new[] { (JsonValueKind.Array, "array"), (JsonValueKind.Object, "object") })
            if (values.Exists(value => value.ValueKind == kind) && About(type).FirstOrDefault(keyword => schema.TryGetProperty(keyword, out _)) is { } keyword)
                throw new SchemaException(path, $"has \"{keyword}\" beside a list of values with an {type}, which is not supported");
        return values;
    }

    /// <summary>Of both lists what stands in both.</summary>
    private static List<JsonElement> Listed(JsonElement schema, string path)
    {
        var only = schema.TryGetProperty("const", out var value);
        if (!schema.TryGetProperty("enum", out var listed))
            return [value];
        if (listed.ValueKind != JsonValueKind.Array || listed.GetArrayLength() > MostValues)
            throw new SchemaException(path, $"has an \"enum\" that is not a list of at most {MostValues:N0} values");
        return [.. listed.EnumerateArray().Where(each => !only || JsonElement.DeepEquals(each, value))];
    }

    private static bool Speaks(JsonElement schema, string type) => About(type).Any(keyword => schema.TryGetProperty(keyword, out _));
}
