using System.Text.Json;
using Assistant.Inference.Language.Constraints.Grammar;
using static Assistant.Inference.Language.Constraints.Schemas.SchemaKeywords;

namespace Assistant.Inference.Language.Constraints.Schemas;

/// <summary>The bounds of numbers in a schema.</summary>
internal static class SchemaBounds
{
    /// <summary>What a schema asks for, within what is written.</summary>
    /// <exception cref="SchemaException">A keyword is not what it should be, or asks for what is never written.</exception>
    public static NumberBounds Of(JsonElement schema, string path)
    {
        var asked = Asked(schema, path);
        if (asked is { Least.Scale: > 12 } or { Most.Scale: > 12 } or { MultipleOf.Scale: > 12 })
            throw new SchemaException(path, "has a bound with more than 12 digits after the point, which is not supported");
        if (asked.Least > NumberBounds.Limit || asked.Most < -NumberBounds.Limit)
            throw new SchemaException(path, $"asks for a number beyond {NumberBounds.Limit:N0}, which is not supported");
        var (least, most) = (Math.Max(asked.Least, -NumberBounds.Limit), Math.Min(asked.Most, NumberBounds.Limit));
        return asked with { Least = least, LeastExcluded = asked.LeastExcluded && asked.Least == least, Most = most, MostExcluded = asked.MostExcluded && asked.Most == most };
    }

    /// <summary>What a schema asks for, whether such numbers are written or not.</summary>
    /// <exception cref="SchemaException">A keyword is not what it should be.</exception>
    public static NumberBounds Asked(JsonElement schema, string path)
    {
        var (least, most) = (Number(schema, "minimum", path), Number(schema, "maximum", path));
        var (above, below) = (Number(schema, "exclusiveMinimum", path), Number(schema, "exclusiveMaximum", path));
        var step = Number(schema, "multipleOf", path);
        if (step <= 0)
            throw new SchemaException(path, "has a \"multipleOf\" that is not above 0");
        var (low, high) = (Math.Max(least ?? decimal.MinValue, above ?? decimal.MinValue), Math.Min(most ?? decimal.MaxValue, below ?? decimal.MaxValue));
        return new(low, above == low, high, below == high, step ?? 0);
    }
}
