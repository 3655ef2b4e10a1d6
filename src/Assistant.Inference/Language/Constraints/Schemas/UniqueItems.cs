using System.Text.Json;
using Assistant.Inference.Language.Constraints.Grammar;
using static Assistant.Inference.Language.Constraints.Schemas.SchemaKeywords;

namespace Assistant.Inference.Language.Constraints.Schemas;

/// <summary>
/// Items of which no two are equal. An automaton can only keep in mind which ones were written where they come from a list: "enum", "const", true and false, null, and whole numbers
/// between two bounds. Of few values the items stand in any order, of many in the order of the list.
/// </summary>
internal sealed class UniqueItems(SchemaCompiler compiler, SchemaReferences references, Node comma)
{
    private const int MostInAnyOrder = 8;
    private const int MostValues = 512;
    private const int MostNodes = 100_000;

    /// <exception cref="SchemaException">The items are not of a list.</exception>
    public Node Compile(JsonElement item, string path, string itemPath, int least, int? most)
    {
        var values = Distinct(Values(item, itemPath, path));
        var limit = Math.Min(most ?? int.MaxValue, values.Count);
        Node[] literals = [.. values.Select(value => compiler.Literal(PlainJson.Of(value)))];
        if (limit < least)
            return Node.Impossible;
        return literals.Length <= MostInAnyOrder ? AnyOrder(literals, least, limit)
            : (long)literals.Length * (limit + 1) <= MostNodes ? InOrder(literals, least, limit)
            : throw new SchemaException(path, "has \"uniqueItems\" with that many values and items, which is not supported");
    }

    /// <summary>For each set of values that may be left over, what may follow.</summary>
    private Node AnyOrder(Node[] literals, int least, int most)
    {
        var after = new Node[1 << literals.Length];
        for (var used = after.Length - 1; used >= 0; used--)
        {
            var (written, parts) = (System.Numerics.BitOperations.PopCount((uint)used), new List<Node>());
            if (written >= least)
                parts.Add(Node.Nothing);
            for (var i = 0; i < literals.Length && written < most; i++)
                if ((used & (1 << i)) == 0)
                    parts.Add(new SequenceNode(used == 0 ? [literals[i], after[1 << i]] : [comma, literals[i], after[used | (1 << i)]]));
            after[used] = new ChoiceNode(parts);
        }
        return after[0];
    }

    private Node InOrder(Node[] literals, int least, int most)
    {
        // By the number of items written, what may follow where only the values from one on are left.
        Node[] after = [.. Enumerable.Range(0, most + 1).Select(written => written >= least ? Node.Nothing : Node.Impossible)];
        foreach (var literal in literals.Reverse())
            after = [.. after.Select((following, written) => written == most ? following
                : new ChoiceNode([new SequenceNode(written == 0 ? [literal, after[1]] : [comma, literal, after[written + 1]]), following]))];
        return after[0];
    }

    private static List<JsonElement> Distinct(IEnumerable<JsonElement> values)
    {
        var distinct = new List<JsonElement>();
        foreach (var value in values)
            if (!distinct.Exists(known => JsonElement.DeepEquals(known, value)))
                distinct.Add(value);
        return distinct;
    }

    private List<JsonElement> Values(JsonElement schema, string at, string path)
    {
        (schema, at) = references.Follow(schema, at);
        if (schema.ValueKind == JsonValueKind.False)
            return [];
        if (schema.ValueKind == JsonValueKind.Object)
        {
            foreach (var keyword in (string[])["anyOf", "oneOf"])
                if (schema.TryGetProperty(keyword, out var branches) && branches.ValueKind == JsonValueKind.Array && branches.GetArrayLength() <= MostValues)
                {
                    Refuse(schema, at, keyword);
                    return [.. branches.EnumerateArray().SelectMany((branch, i) => Values(branch, $"{at}/{keyword}/{i}", path))];
                }
            if (ListedValues.AreIn(schema))
                return ListedValues.Of(schema, at);
            if (schema.TryGetProperty("type", out _) && TypesOf(schema, at) is var types && types.All(type => type is "boolean" or "null" or "integer"))
            {
                RefuseUnknown(schema, at);
                return [.. types.Distinct().SelectMany(type => type switch
                {
                    "boolean" => Parsed("true", "false"),
                    "null" => Parsed("null"),
                    _ => Whole(SchemaBounds.Of(schema, at), path),
                })];
            }
        }
        throw Refused(path);
    }

    private static IEnumerable<JsonElement> Whole(NumberBounds bounds, string path)
    {
        var first = decimal.Ceiling(bounds.Least);
        if (bounds.Most - first > MostValues)
            throw Refused(path);
        for (var value = first; value <= bounds.Most; value++)
            if (bounds.Hold(value))
                yield return JsonSerializer.SerializeToElement(decimal.ToInt64(value));
    }

    private static IEnumerable<JsonElement> Parsed(params string[] texts) => texts.Select(text => JsonDocument.Parse(text).RootElement);

    private static SchemaException Refused(string path) =>
        new(path, "has \"uniqueItems\" over items that are not from a list (enum, const, booleans, whole numbers between bounds): what was written cannot be kept in mind, so this is not supported");
}
