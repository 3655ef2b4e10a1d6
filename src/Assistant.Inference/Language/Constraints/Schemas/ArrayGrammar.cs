using System.Text.Json;
using Assistant.Inference.Language.Constraints.Grammar;
using static Assistant.Inference.Language.Constraints.Schemas.SchemaKeywords;

namespace Assistant.Inference.Language.Constraints.Schemas;

/// <summary>Arrays: the items that have a schema of their own ("prefixItems", or a list as "items" as older drafts have it), then any number of others.</summary>
internal sealed class ArrayGrammar(SchemaCompiler values, UniqueItems unique, Node comma)
{
    private const int MostPlaces = 256;

    /// <param name="depth">How many containers may still be opened, this one included.</param>
    public Node Compile(JsonElement schema, string path, int depth)
    {
        if (depth == 0)
            return Node.Impossible;
        var (least, most) = (Count(schema, "minItems", path) ?? 0, Count(schema, "maxItems", path));
        if (most < least)
            return Node.Impossible;
        var (places, at, rest, restAt) = Items(schema, path);
        if (places.Length > MostPlaces)
            throw new SchemaException(path, $"has more than {MostPlaces} \"prefixItems\", which is not supported");
        if (schema.TryGetProperty("uniqueItems", out var distinct) && distinct.ValueKind != JsonValueKind.False && most is not <= 1)
        {
            if (distinct.ValueKind != JsonValueKind.True)
                throw new SchemaException(path, "has a \"uniqueItems\" that is neither true nor false");
            return places.Length == 0 ? Bracketed(unique.Compile(rest, path, restAt, least, most))
                : throw new SchemaException(path, "has \"uniqueItems\" beside \"prefixItems\", which is not supported");
        }
        // An item that nothing may follow, or that cannot be, ends the list of those that have a place.
        var item = most is { } limit && limit <= places.Length ? Node.Impossible : values.Value(rest, restAt, values.Within(path, depth));
        if (places.Length == 0)
            return Bracketed(new RepeatNode(item, comma, least, most));
        Node following = new ChoiceNode([
            places.Length >= least ? Node.Nothing : Node.Impossible,
            new SequenceNode([comma, new RepeatNode(item, comma, Math.Max(least - places.Length, 1), most - places.Length)])]);
        for (var i = places.Length - 1; i >= 0; i--)
        {
            var place = most <= i ? Node.Impossible : new SequenceNode([values.Value(places[i], $"{path}/{at}/{i}", values.Within(path, depth)), following]);
            following = new ChoiceNode([i >= least ? Node.Nothing : Node.Impossible, i == 0 ? place : new SequenceNode([comma, place])]);
        }
        return Bracketed(following);
    }

    private SequenceNode Bracketed(Node items) => new([values.Literal("["), items, values.Literal("]")]);

    /// <summary>The schemas of the first items, and the one of the others.</summary>
    private static (JsonElement[] Places, string At, JsonElement Others, string OthersAt) Items(JsonElement schema, string path)
    {
        var listed = schema.TryGetProperty("prefixItems", out var places);
        var hasItems = schema.TryGetProperty("items", out var items);
        if (listed && (places.ValueKind != JsonValueKind.Array || places.GetArrayLength() == 0))
            throw new SchemaException(path, "has \"prefixItems\" that are not a list of schemas");
        if (hasItems && items.ValueKind == JsonValueKind.Array)
        {
            if (listed)
                throw new SchemaException(path, "has a list as \"items\" beside \"prefixItems\"");
            var others = schema.TryGetProperty("additionalItems", out var additional);
            return ([.. items.EnumerateArray()], "items", others ? additional : SchemaCompiler.AnyValue, others ? $"{path}/additionalItems" : SchemaCompiler.AnyPath);
        }
        // Without a list as "items", "additionalItems" says nothing in any draft.
        return (listed ? [.. places.EnumerateArray()] : [], "prefixItems", hasItems ? items : SchemaCompiler.AnyValue, hasItems ? $"{path}/items" : SchemaCompiler.AnyPath);
    }
}
