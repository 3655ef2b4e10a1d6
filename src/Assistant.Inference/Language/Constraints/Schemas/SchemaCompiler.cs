using System.Text.Encodings.Web;
using System.Text.Json;
using Assistant.Inference.Language.Constraints.Grammar;
using static Assistant.Inference.Language.Constraints.Schemas.SchemaKeywords;

namespace Assistant.Inference.Language.Constraints.Schemas;

/// <summary>
/// A JSON Schema (2020-12 and the drafts before it, as far as they agree) as a grammar of the JSON texts that are written for it. Members stand in the order of
/// "properties", optional ones may be left out; others only where "additionalProperties" asks for them or no properties are named. One space at most after a comma or a
/// colon. Recursive schemas are unrolled to <see cref="Deepest"/> containers within each other.
/// </summary>
internal sealed class SchemaCompiler
{
    /// <summary>Containers within each other.</summary>
    public const int Deepest = 24;

    private const int MostParts = 20_000;
    private const int MostValues = 5_000;
    private const int LongestPath = 400;
    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonElement s_anything = JsonDocument.Parse("{}").RootElement;

    private readonly TokenTrie _vocabulary;
    private readonly SchemaReferences _references;
    private readonly Dictionary<(string Path, int Depth), Node?> _compiled = [];
    private readonly ObjectGrammar _objects;
    private readonly StringGrammar _strings;
    private readonly Node _space;
    private int _within;

    private SchemaCompiler(JsonElement root, TokenTrie vocabulary)
    {
        (_vocabulary, _references, _strings) = (vocabulary, new(root), new(vocabulary));
        _space = new ChoiceNode([Node.Nothing, Literal(" ")]);
        _objects = new(this, vocabulary, _space);
    }

    /// <exception cref="SchemaException">It asks for what is not supported, or no value satisfies it.</exception>
    public static Node Compile(JsonElement schema, TokenTrie vocabulary)
    {
        var node = new SchemaCompiler(schema, vocabulary).Value(schema, "#", Deepest);
        return node.IsPossible ? node : throw new SchemaException("#", "is satisfied by no value that can be written");
    }

    /// <summary>Any JSON object.</summary>
    public static Node AnyObject(TokenTrie vocabulary) => Compile(JsonDocument.Parse("""{"type":"object"}""").RootElement, vocabulary);

    /// <param name="depth">How many containers may still be opened.</param>
    internal Node Value(JsonElement schema, string path, int depth)
    {
        var (meant, at) = _references.Follow(schema, path);
        if (_compiled.TryGetValue((at, depth), out var known))
            return known ?? throw new SchemaException(at, "refers to itself without a container in between");
        if (_compiled.Count == MostParts)
            throw new SchemaException(at, $"is too large: it has more than {MostParts:N0} parts");
        if (++_within > LongestPath)
            throw new SchemaException(at, $"stands within more than {LongestPath} others, which is not supported");
        _compiled[(at, depth)] = null;
        var node = meant.ValueKind switch
        {
            JsonValueKind.True => OfTypes(s_anything, at, depth),
            JsonValueKind.False => Node.Impossible,
            JsonValueKind.Object => OfSchema(meant, at, depth),
            _ => throw new SchemaException(at, "is neither an object nor true or false"),
        };
        _within--;
        return _compiled[(at, depth)] = node;
    }

    internal Node Anything(int depth) => Value(s_anything, "any value", depth);

    internal LiteralTerminal Literal(string text) => new(text, _vocabulary);

    internal static string Json<T>(T value) => JsonSerializer.Serialize(value, s_plain);

    private ChoiceNode OfSchema(JsonElement schema, string path, int depth)
    {
        if (schema.TryGetProperty("const", out var value))
        {
            Refuse(schema, path, "const", "type");
            return Values([value], schema, path);
        }
        if (schema.TryGetProperty("enum", out var values))
        {
            Refuse(schema, path, "enum", "type");
            return values.ValueKind == JsonValueKind.Array && values.GetArrayLength() <= MostValues ? Values(values.EnumerateArray(), schema, path) : throw new SchemaException(path, $"has an \"enum\" that is not a list of at most {MostValues:N0} values");
        }
        foreach (var (keyword, exclusive) in new[] { ("anyOf", false), ("oneOf", true), ("allOf", false) })
        {
            if (!schema.TryGetProperty(keyword, out var branches))
                continue;
            Refuse(schema, path, keyword);
            if (branches.ValueKind != JsonValueKind.Array || branches.GetArrayLength() == 0)
                throw new SchemaException(path, $"has an \"{keyword}\" that is not a list of schemas");
            if (keyword == "allOf" && branches.GetArrayLength() > 1)
                throw new SchemaException(path, "has \"allOf\" with more than one schema, which is not supported");
            if (exclusive && SchemaOverlap.MayOverlap([.. branches.EnumerateArray()], path, _references))
                throw new SchemaException(path, "has \"oneOf\" whose schemas may be satisfied by the same value, which is not supported; \"anyOf\" is");
            return new ChoiceNode([.. branches.EnumerateArray().Select((branch, i) => Value(branch, $"{path}/{keyword}/{i}", depth))]);
        }
        return OfTypes(schema, path, depth);
    }

    private ChoiceNode OfTypes(JsonElement schema, string path, int depth)
    {
        RefuseUnknown(schema, path);
        var types = TypesOf(schema, path);
        return new([.. types.Select(type => type switch
        {
            "string" => _strings.Compile(schema, path),
            "integer" => types.Contains("number") ? Node.Impossible : NumberOf(schema, path, integer: true),
            "number" => NumberOf(schema, path, integer: false),
            "boolean" => new ChoiceNode([Literal("true"), Literal("false")]),
            "null" => Literal("null"),
            "array" => ArrayOf(schema, path, depth),
            _ => _objects.Compile(schema, path, depth),
        })]);
    }

    private ChoiceNode Values(IEnumerable<JsonElement> values, JsonElement schema, string path)
    {
        var types = schema.TryGetProperty("type", out _) ? TypesOf(schema, path) : null;
        return new([.. values.Where(value => types is null || types.Any(type => SchemaOverlap.IsOfType(value, type))).Select(value => Json(value)).Distinct().Select(Literal)]);
    }

    private NumberTerminal NumberOf(JsonElement schema, string path, bool integer)
    {
        var (least, most) = (Number(schema, "minimum", path), Number(schema, "maximum", path));
        var (above, below) = (Number(schema, "exclusiveMinimum", path), Number(schema, "exclusiveMaximum", path));
        var step = Number(schema, "multipleOf", path) ?? 0;
        if (schema.TryGetProperty("multipleOf", out _) && step <= 0)
            throw new SchemaException(path, "has a \"multipleOf\" that is not above 0");
        if (new[] { least, most, above, below, step }.Any(bound => bound is { Scale: > 12 }))
            throw new SchemaException(path, "has a bound with more than 12 digits after the point, which is not supported");
        var (low, high) = (Math.Max(least ?? -NumberBounds.Limit, above ?? -NumberBounds.Limit), Math.Min(most ?? NumberBounds.Limit, below ?? NumberBounds.Limit));
        if (low > NumberBounds.Limit || high < -NumberBounds.Limit)
            throw new SchemaException(path, $"asks for a number beyond {NumberBounds.Limit:N0}, which is not supported");
        return new(_vocabulary, new(low, above == low, high, below == high, step), integer);
    }

    private Node ArrayOf(JsonElement schema, string path, int depth)
    {
        if (depth == 0)
            return Node.Impossible;
        var (least, most) = (Count(schema, "minItems", path) ?? 0, Count(schema, "maxItems", path));
        if (schema.TryGetProperty("uniqueItems", out var unique) && unique.ValueKind != JsonValueKind.False && most is not <= 1)
            throw new SchemaException(path, "has \"uniqueItems\", which is not supported");
        if (schema.TryGetProperty("items", out var items) && items.ValueKind == JsonValueKind.Array)
            throw new SchemaException(path, "has a list of schemas as \"items\", which is not supported");
        if (most < least)
            return Node.Impossible;
        var item = most == 0 ? Node.Impossible : items.ValueKind == JsonValueKind.Undefined ? Anything(depth - 1) : Value(items, $"{path}/items", depth - 1);
        return new SequenceNode([Literal("["), new RepeatNode(item, new SequenceNode([Literal(","), _space]), least, most), Literal("]")]);
    }
}
