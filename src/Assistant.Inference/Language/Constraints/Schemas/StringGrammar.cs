using System.Text.Json;
using Assistant.Inference.Language.Constraints.Grammar;
using Assistant.Inference.Language.Constraints.Patterns;
using static Assistant.Inference.Language.Constraints.Schemas.SchemaKeywords;

namespace Assistant.Inference.Language.Constraints.Schemas;

/// <summary>Strings: any text within lengths, or what a pattern or a known format allows. A format that is not known is an annotation, as JSON Schema has it by default.</summary>
internal sealed class StringGrammar(TokenTrie vocabulary)
{
    private const string Time = @"([01]\d|2[0-3]):[0-5]\d:[0-5]\d(Z|[+-]([01]\d|2[0-3]):[0-5]\d)";
    // The 29th of February only in leap years of the Gregorian calendar; years 1000 to 9999.
    private const string Date = @"([1-9]\d{3}-((0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|(0[469]|11)-(0[1-9]|[12]\d|30)|02-(0[1-9]|1\d|2[0-8]))|([1-9]\d(0[48]|[2468][048]|[13579][26])|([13579][26]|[2468][048])00)-02-29)";
    private const string Octet = @"(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)";
    private const string Host = @"[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?)*\.[a-z]{2,12}";

    private static readonly Dictionary<string, string> s_formats = new()
    {
        ["date"] = $"^{Date}$",
        ["time"] = $"^{Time}$",
        ["date-time"] = $"^{Date}T{Time}$",
        ["uuid"] = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
        ["ipv4"] = $@"^{Octet}(\.{Octet}){{3}}$",
        ["email"] = $"^[A-Za-z0-9_+-]+(\\.[A-Za-z0-9_+-]+)*@{Host}$",
        ["hostname"] = $"^{Host}$",
        ["uri"] = $"^https?://{Host}(/[A-Za-z0-9._~-]+)*/?(\\?[A-Za-z0-9._~=&-]+)?$",
    };

    /// <param name="excluded">Texts that it must not be.</param>
    public Node Compile(JsonElement schema, string path, string[] excluded)
    {
        var (least, most) = (Count(schema, "minLength", path) ?? 0, Count(schema, "maxLength", path));
        if (most < least)
            return Node.Impossible;
        var pattern = TextOf(schema, "pattern", path);
        if (TextOf(schema, "format", path) is { } format && s_formats.TryGetValue(format, out var known))
            pattern = pattern is null ? known : throw new SchemaException(path, "has \"pattern\" beside \"format\", which is not supported");
        if (pattern is not null && excluded.Length > 0)
            throw new SchemaException(path, "excludes a text by \"not\" beside \"pattern\" or \"format\", which is not supported");
        return Quoted(pattern is null ? new StringTerminal(vocabulary, least, most, excluded.Length > 0 ? excluded : null) : Pattern(pattern, least, most, path));
    }

    private SequenceNode Quoted(Node text) => new([new LiteralTerminal("\"", vocabulary), text, new LiteralTerminal("\"", vocabulary)]);

    private Node Pattern(string pattern, int least, int? most, string path) => Parsed(pattern, path, parsed =>
        PatternGrammar.Compile(parsed, vocabulary) is var text && parsed.LeastLength >= least && (most is null || parsed.MostLength <= most) ? text
            : (text as TableTerminal)?.OfLength(least, most, vocabulary)
                ?? throw new SchemaException(path, "has a \"minLength\" or \"maxLength\" that its \"pattern\" or \"format\" does not keep by itself, and together they are too large"));

    /// <summary>Does something with an expression; what is wrong with it is said of the schema.</summary>
    internal static T Parsed<T>(string pattern, string path, Func<PatternPart, T> use)
    {
        try
        {
            return use(PatternParser.Parse(pattern));
        }
        catch (NotSupportedException e)
        {
            throw new SchemaException(path, $"has a \"pattern\" with {e.Message}, which is not supported");
        }
        catch (FormatException e)
        {
            throw new SchemaException(path, $"has a \"pattern\" that cannot be read: {e.Message}");
        }
    }
}
