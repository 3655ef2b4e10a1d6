using System.Text.Json;
using Assistant.Inference.Language.Constraints.Grammar;
using static Assistant.Inference.Language.Constraints.Schemas.SchemaKeywords;

namespace Assistant.Inference.Language.Constraints.Schemas;

/// <summary>
/// A JSON Schema (2020-12 and the drafts before it, as far as they agree) as a grammar of the JSON texts that are written for it. Members stand in the order of
/// "properties", optional ones may be left out; others only where "additionalProperties" asks for them or no properties are named. One space at most after a comma or a
/// colon. Schemas that refer to themselves, and values of any kind, are unrolled to <see cref="Deepest"/> containers within each other; others are as deep as they are written.
/// </summary>
internal sealed class SchemaCompiler
{
    /// <summary>Containers within each other, where a schema has no end.</summary>
    public const int Deepest = 24;

    private const int MostParts = 20_000;
    private const int LongestPath = 400;

    /// <summary>The schema of any value, and how its place is called.</summary>
    internal static readonly JsonElement AnyValue = JsonDocument.Parse("{}").RootElement;
    internal const string AnyPath = "any value";

    private readonly TokenTrie _vocabulary;
    private readonly SchemaReferences _references;
    private readonly Dictionary<(string Path, int Depth), Node?> _compiled = [];
    private readonly ObjectGrammar _objects;
    private readonly ArrayGrammar _arrays;
    private readonly StringGrammar _strings;
    private readonly SchemaCases _cases;
    private readonly Node _space;
    private readonly bool _recursive;
    private int _within;

    private SchemaCompiler(JsonElement root, TokenTrie vocabulary)
    {
        (_vocabulary, _references, _strings) = (vocabulary, new(root), new(vocabulary));
        (_cases, _recursive) = (new(_references), _references.AreRecursive());
        _space = new ChoiceNode([Node.Nothing, Literal(" ")]);
        var comma = new SequenceNode([Literal(","), _space]);
        _arrays = new(this, new(this, _references, comma), comma);
        _objects = new(this, vocabulary, _space);
    }

    /// <exception cref="SchemaException">It asks for what is not supported, or no value satisfies it.</exception>
    public static Node Compile(JsonElement schema, TokenTrie vocabulary)
    {
        RefuseHalves(schema);
        var node = new SchemaCompiler(schema, vocabulary).Value(schema, "#", Deepest);
        return node.IsPossible ? node : throw new SchemaException("#", "is satisfied by no value that can be written");
    }

    /// <summary>A text may hold half of a surrogate pair ("\ud83d"): JSON can spell it, and nobody can read it.</summary>
    private static void RefuseHalves(JsonElement schema)
    {
        try
        {
            using var nowhere = new Utf8JsonWriter(Stream.Null);
            schema.WriteTo(nowhere);
        }
        catch (InvalidOperationException)
        {
            throw new SchemaException("#", "has a text with half of a surrogate pair, which is not supported");
        }
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
        meant = SchemaSynonyms.Replaced(meant, at, _references) ?? meant;
        var node = meant.ValueKind switch
        {
            JsonValueKind.Object when Nullable(meant) is var (other, orNull) => new ChoiceNode([Value(other, $"{at} (not null)", depth), orNull ? Literal("null") : Node.Impossible]),
            JsonValueKind.True => OfTypes(AnyValue, at, depth),
            JsonValueKind.False => Node.Impossible,
            JsonValueKind.Object when SchemaCases.AreNeeded(meant) => OfCases(meant, at, depth),
            JsonValueKind.Object => OfSchema(meant, at, depth),
            _ => throw new SchemaException(at, "is neither an object nor true or false"),
        };
        _within--;
        return _compiled[(at, depth)] = node;
    }

    /// <summary>How many containers may still be opened within one.</summary>
    internal int Within(string path, int depth) => _recursive || path.StartsWith(AnyPath, StringComparison.Ordinal) ? depth - 1 : depth;

    internal LiteralTerminal Literal(string text) => new(text, _vocabulary);

    /// <summary>Each case stands under a name of its own: what is within it is not what stands in the schema at that place.</summary>
    private ChoiceNode OfCases(JsonElement schema, string path, int depth) =>
        new([.. _cases.Of(schema, path).Select((each, i) => Told(each, $"{path} (case {i + 1})", depth))]);

    private ChoiceNode OfSchema(JsonElement schema, string path, int depth)
    {
        foreach (var (keyword, exclusive) in new[] { ("anyOf", false), ("oneOf", true), ("allOf", false) })
        {
            if (!schema.TryGetProperty(keyword, out var branches))
                continue;
            if (branches.ValueKind != JsonValueKind.Array || branches.GetArrayLength() == 0)
                throw new SchemaException(path, $"has an \"{keyword}\" that is not a list of schemas");
            if (exclusive && SchemaOverlap.MayOverlap([.. branches.EnumerateArray()], path, _references))
                return OfCases(schema, path, depth);
            return new ChoiceNode([.. branches.EnumerateArray().Select((branch, i) => Value(branch, $"{path}/{keyword}/{i}", depth))]);
        }
        return Told(schema, path, depth);
    }

    /// <summary>Of a schema that is told by its values or its types.</summary>
    private ChoiceNode Told(JsonElement schema, string path, int depth) => ListedValues.AreIn(schema)
        ? new([.. ListedValues.Of(schema, path).Select(value => PlainJson.Of(value)).Distinct().Select(Literal)]) : OfTypes(schema, path, depth);

    private ChoiceNode OfTypes(JsonElement schema, string path, int depth)
    {
        RefuseUnknown(schema, path);
        var (types, excluded) = (TypesOf(schema, path), SchemaCase.ExcludedBy(schema));
        return new([.. types.Select(type => type switch
        {
            "string" => _strings.Compile(schema, path, [.. excluded.Where(value => value.ValueKind == JsonValueKind.String).Select(value => value.GetString()!)]),
            "integer" => types.Contains("number") ? Node.Impossible : NumberOf(schema, path, excluded, integer: true),
            "number" => NumberOf(schema, path, excluded, integer: false),
            "boolean" => new ChoiceNode(new[] { (JsonValueKind.True, "true"), (JsonValueKind.False, "false") }.Where(value => !excluded.Exists(other => other.ValueKind == value.Item1)).Select(value => Literal(value.Item2))),
            "null" => excluded.Exists(value => value.ValueKind == JsonValueKind.Null) ? Node.Impossible : Literal("null"),
            _ when excluded.Exists(value => SchemaOverlap.IsOfType(value, type)) => throw new SchemaException(path, $"excludes an {type} by \"not\", which is not supported"),
            "array" => _arrays.Compile(schema, path, depth),
            _ => _objects.Compile(schema, path, depth),
        })]);
    }

    /// <summary>Numbers within bounds; those between the excluded ones are parts of their own.</summary>
    private ChoiceNode NumberOf(JsonElement schema, string path, List<JsonElement> excluded, bool integer)
    {
        var (bounds, parts) = (SchemaBounds.Of(schema, path), new List<Node>());
        foreach (var value in excluded.Where(value => value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out _)).Select(value => value.GetDecimal()).Distinct().Order())
        {
            if (value < bounds.Least || value > bounds.Most)
                continue;
            parts.Add(new NumberTerminal(_vocabulary, bounds with { Most = value, MostExcluded = true }, integer));
            bounds = bounds with { Least = value, LeastExcluded = true };
        }
        return new([.. parts, new NumberTerminal(_vocabulary, bounds, integer)]);
    }
}
