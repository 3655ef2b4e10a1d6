using System.Text.Json;
using Assistant.Inference.Language.Constraints.Grammar;
using static Assistant.Inference.Language.Constraints.Schemas.SchemaKeywords;

namespace Assistant.Inference.Language.Constraints.Schemas;

/// <summary>Objects: the named members in their order, then others where they are asked for.</summary>
internal sealed class ObjectGrammar(SchemaCompiler values, TokenTrie vocabulary, Node space)
{
    private const int LongestName = 64;
    private const int MostMembers = 256;
    private const int MostCounted = 4_096;
    private static readonly JsonElement s_true = JsonDocument.Parse("true").RootElement;

    /// <param name="depth">How many containers may still be opened, this one included.</param>
    public Node Compile(JsonElement schema, string path, int depth)
    {
        if (depth == 0)
            return Node.Impossible;
        var patterns = PatternMembers.Read(schema, path, vocabulary);
        var members = Members(schema, path, patterns, out var others, out var othersPath);
        if (members.Length > MostMembers)
            throw new SchemaException(path, $"names more than {MostMembers} properties, which is not supported");
        var (least, most) = (Count(schema, "minProperties", path) ?? 0, Count(schema, "maxProperties", path));
        var comma = new SequenceNode([values.Literal(","), space]);
        string[] taken = [.. members.Select(member => member.Name)];
        var other = new ChoiceNode([
            others is { } more ? Others(more, othersPath, taken, patterns, values.Within(path, depth)) : Node.Impossible,
            .. patterns.Names(taken).Select(pattern => new SequenceNode([values.Literal("\""), pattern.Name, values.Literal("\":"), space, values.Value(pattern.Schema, pattern.Path, values.Within(path, depth))]))]);
        if (other.IsPossible && least > members.Length + 1)
            throw new SchemaException(path, "has \"minProperties\" above the number of members that it names, by more than one, which is not supported");
        // A limit that is kept in any case need not be counted.
        (least, most) = (least <= members.Count(member => member.Required) ? 0 : least, most >= members.Length && !other.IsPossible ? null : most);
        // Other names may come twice, and then count once: they make up for one that is missing.
        var counted = Math.Min(members.Length, Math.Max(1, most ?? least));
        if (members.Length * counted > MostCounted)
            throw new SchemaException(path, "has \"minProperties\" or \"maxProperties\" over that many members, which is not supported");
        // From the last member to the first: what may follow when so many stand before; without an upper limit the last count stands for more as well.
        Node[] following = [.. Enumerable.Range(0, counted + 1).Select(Ending)];
        foreach (var (name, value, at, required) in members.Reverse())
        {
            var member = new SequenceNode([values.Literal(PlainJson.Of(name) + ":"), space, values.Value(value, at, values.Within(path, depth))]);
            following = [.. following.Select((without, before) => new ChoiceNode([
                before == most ? Node.Impossible : new SequenceNode([before == 0 ? Node.Nothing : comma, member, following[Math.Min(before + 1, counted)]]),
                required ? Node.Impossible : without]))];
        }
        return new SequenceNode([values.Literal("{"), following[0], values.Literal("}")]);

        ChoiceNode Ending(int before) => new([
            before >= least ? Node.Nothing : Node.Impossible,
            other.IsPossible && before + 1 >= least && before < (most ?? int.MaxValue) ? new SequenceNode([before == 0 ? Node.Nothing : comma, new RepeatNode(other, comma, 1, most - before)]) : Node.Impossible]);
    }

    private SequenceNode Others(JsonElement schema, string path, string[] taken, PatternMembers patterns, int depth)
    {
        Terminal name = patterns.Any ? patterns.OtherNames(taken) : new StringTerminal(vocabulary, 1, Math.Max(LongestName, taken.Select(each => each.Length).DefaultIfEmpty(0).Max() + 1), taken);
        return new SequenceNode([values.Literal("\""), name, values.Literal("\":"), space, values.Value(schema, path, depth)]);
    }

    /// <summary>The members in order; <paramref name="others"/> is the schema of those without a name, null when none are written.</summary>
    private static Member[] Members(JsonElement schema, string path, PatternMembers patterns, out JsonElement? others, out string othersPath)
    {
        var required = schema.TryGetProperty("required", out var names) ? Names(names, "required", path) : [];
        var named = schema.TryGetProperty("properties", out var properties)
            ? properties.ValueKind == JsonValueKind.Object ? properties.EnumerateObject().ToArray() : throw new SchemaException(path, "has \"properties\" that are not an object")
            : [];
        var additional = schema.TryGetProperty("additionalProperties", out var rule) ? rule : (JsonElement?)null;
        var forbidden = additional is { ValueKind: JsonValueKind.False };
        othersPath = additional is { ValueKind: JsonValueKind.Object } ? $"{path}/additionalProperties" : "any value";
        others = forbidden ? null : additional ?? (named.Length == 0 && required.Count == 0 && !patterns.Any ? s_true : null);
        var unnamed = required.Where(name => named.All(property => property.Name != name)).ToArray();
        if (forbidden && unnamed.FirstOrDefault(name => patterns.Of(name) is null) is { } impossible)
            throw new SchemaException(path, $"requires \"{impossible}\", which \"additionalProperties\" forbids");
        foreach (var property in named)
            if (patterns.Of(property.Name) is { } pattern && pattern.Schema.ValueKind != JsonValueKind.True && !JsonElement.DeepEquals(pattern.Schema, property.Value))
                throw new SchemaException(path, $"says two things of \"{property.Name}\", by its name and by \"patternProperties\", which is not supported");
        var (extra, extraPath) = (additional ?? s_true, othersPath);
        return
        [
            .. named.Select(property => new Member(property.Name, property.Value, $"{path}/properties/{Escaped(property.Name)}", required.Contains(property.Name))),
            .. unnamed.Select(name => patterns.Of(name) is { } pattern ? new Member(name, pattern.Schema, pattern.Path, true) : new Member(name, extra, extraPath, true)),
        ];
    }

    private static string Escaped(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private sealed record Member(string Name, JsonElement Value, string Path, bool Required);
}
