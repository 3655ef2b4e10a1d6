using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Assistant.Inference.Language.Constraints.Grammar;
using Assistant.Inference.Language.Constraints.Patterns;
using static Assistant.Inference.Language.Constraints.Schemas.SchemaKeywords;

namespace Assistant.Inference.Language.Constraints.Schemas;

/// <summary>
/// The values of a schema that lists them by "enum" or "const": those of the list for which all else holds that the schema says. They are written as they stand there, so they may be
/// what is never made up (a number of twenty digits, an address with a port); "format" is an annotation.
/// </summary>
internal static class ListedValues
{
    private const int MostValues = 5_000;
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(100);

    public static bool AreIn(JsonElement schema) => schema.TryGetProperty("const", out _) || schema.TryGetProperty("enum", out _);

    public static List<JsonElement> Of(JsonElement schema, string path)
    {
        Refuse(schema, path, ["enum", "const", "type", SchemaCase.Excluded, .. About("string"), .. About("number"), .. About("array"), .. About("object")]);
        var values = Listed(schema, path);
        if (schema.TryGetProperty("type", out _) && TypesOf(schema, path) is var types)
            values.RemoveAll(value => !types.Any(type => SchemaOverlap.IsOfType(value, type)));
        values.RemoveAll(value => SchemaCase.ExcludedBy(schema).Exists(other => JsonElement.DeepEquals(value, other)));
        if (Speaks(schema, "string"))
            RemoveTexts(values, schema, path);
        if (Speaks(schema, "number") && SchemaBounds.Asked(schema, path) is var bounds)
            values.RemoveAll(value => value.ValueKind == JsonValueKind.Number && !Holds(bounds, value, path));
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

    private static void RemoveTexts(List<JsonElement> values, JsonElement schema, string path)
    {
        var (least, most, pattern) = (Count(schema, "minLength", path) ?? 0, Count(schema, "maxLength", path) ?? int.MaxValue, TextOf(schema, "pattern", path));
        values.RemoveAll(value => value.ValueKind == JsonValueKind.String && value.GetString()!.EnumerateRunes().Count() is var length && (length < least || length > most));
        if (pattern is not null)
            RemoveOthers(values, pattern, path);
    }

    private static void RemoveOthers(List<JsonElement> values, string pattern, string path)
    {
        try
        {
            var (expression, started) = (EcmaExpression.Compile(pattern, s_patience), Stopwatch.GetTimestamp());
            values.RemoveAll(value =>
            {
                if (value.ValueKind != JsonValueKind.String)
                    return false;
                var text = value.GetString()!;
                if (Stopwatch.GetElapsedTime(started) > s_patience * 10)
                    throw new RegexMatchTimeoutException();
                return !expression.IsMatch(text);
            });
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            throw new SchemaException(path, "has a \"pattern\" by which the listed values cannot be judged");
        }
    }

    /// <summary>What is no number of 28 digits is larger than any bound, which is one.</summary>
    private static bool Holds(NumberBounds bounds, JsonElement value, string path)
    {
        if (value.TryGetDecimal(out var number))
            return bounds.Hold(number);
        if (bounds.MultipleOf != 0)
            throw new SchemaException(path, $"has a \"multipleOf\" beside {value.GetRawText()}, which is not supported");
        return value.GetDouble() > 0 ? bounds.Most == decimal.MaxValue : bounds.Least == decimal.MinValue;
    }
}
