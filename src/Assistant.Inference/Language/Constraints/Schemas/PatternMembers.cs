using System.Text.Json;
using Assistant.Inference.Language.Constraints.Grammar;
using Assistant.Inference.Language.Constraints.Patterns;

namespace Assistant.Inference.Language.Constraints.Schemas;

/// <summary>
/// The members of an object whose schema goes by a pattern of their names ("patternProperties"). A name that fits several patterns would have to keep to all their schemas: such names are
/// not written. Where a name must not fit a pattern it is of printable ASCII, as to which all dialects of expressions agree.
/// </summary>
internal sealed class PatternMembers
{
    private readonly List<(string Path, JsonElement Schema, TableTerminal Name)> _patterns = [];
    private readonly TokenTrie _vocabulary;
    private readonly string _path;

    private PatternMembers(TokenTrie vocabulary, string path) => (_vocabulary, _path) = (vocabulary, path);

    public bool Any => _patterns.Count > 0;

    public static PatternMembers Read(JsonElement schema, string path, TokenTrie vocabulary)
    {
        var members = new PatternMembers(vocabulary, path);
        if (!schema.TryGetProperty("patternProperties", out var patterns))
            return members;
        if (patterns.ValueKind != JsonValueKind.Object)
            throw new SchemaException(path, "has \"patternProperties\" that are not an object");
        foreach (var pattern in patterns.EnumerateObject())
            members._patterns.Add(($"{path}/patternProperties/{pattern.Name}", pattern.Value, StringGrammar.Parsed(pattern.Name, path, parsed => PatternAutomaton.Compile(parsed, vocabulary))));
        return members;
    }

    /// <summary>The schema of a name that stands in the schema itself; null when no pattern fits it.</summary>
    public (JsonElement Schema, string Path)? Of(string name)
    {
        var fitting = _patterns.Where(pattern => Fits(pattern.Name, name)).ToList();
        if (Any && fitting.Count == 0 && !name.All(NameAutomaton.IsPlain))
            throw new SchemaException(_path, $"has \"patternProperties\" beside \"{name}\", which they may or may not fit, as dialects differ");
        return fitting switch
        {
            [] => null,
            [var only] => (only.Schema, only.Path),
            _ => throw new SchemaException(_path, $"has several \"patternProperties\" that \"{name}\" fits, which is not supported"),
        };
    }

    /// <summary>For each pattern the names that fit it, no other pattern, and are not taken; inside their quotes.</summary>
    public IEnumerable<(Terminal Name, JsonElement Schema, string Path)> Names(string[] taken) =>
        _patterns.Select(pattern => ((Terminal)NameAutomaton.Compile(pattern.Name, [.. _patterns.Where(other => other.Path != pattern.Path).Select(other => other.Name)], taken, _vocabulary, _path), pattern.Schema, pattern.Path));

    /// <summary>The names that fit no pattern and are not taken; inside their quotes.</summary>
    public Terminal OtherNames(string[] taken) => NameAutomaton.Compile(null, [.. _patterns.Select(pattern => pattern.Name)], taken, _vocabulary, _path);

    private static bool Fits(TableTerminal pattern, string name)
    {
        var state = pattern.Start;
        foreach (var value in NameAutomaton.Spelled(name))
            if ((state = pattern.Next(state, value)) < 0)
                return false;
        return pattern.Accepts(state);
    }
}
