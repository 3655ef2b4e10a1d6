using System.Text.Json;
using Assistant.Inference.Language.Constraints;
using Assistant.Inference.Language.Constraints.Grammar;
using Assistant.Inference.Language.Constraints.Schemas;
using Microsoft.Extensions.AI;

namespace Assistant.Inference.Language.Tools;

/// <summary>
/// What may be written where tools are offered: a call in the form that Qwen and Hermes models were taught, its name one of those offered and its arguments to that
/// function's schema; and, unless a call is required, text in which no call begins, or text up to one. Once a call is begun it is finished.
/// </summary>
internal static class ToolGrammar
{
    public const string Begin = "<tool_call>";
    public const string End = "</tool_call>";

    /// <param name="answer">The form of an answer that is no call; null for any text.</param>
    public static Node Compile(OfferedTools tools, Node? answer, TokenTrie vocabulary)
    {
        var call = new ChoiceNode([.. tools.Functions.Select(function => Call(function, vocabulary))]);
        if (!call.IsPossible)
            throw new SchemaException("#", "of every tool is satisfied by no value that can be written");
        var (begin, after) = (new LiteralTerminal(Begin + "\n", vocabulary), new SequenceNode([new LiteralTerminal("\n", vocabulary), call, new LiteralTerminal("\n" + End, vocabulary)]));
        Node more = tools.Several
            ? new RepeatNode(new SequenceNode([new LiteralTerminal("\n" + Begin, vocabulary), after]), Node.Nothing, 0, MostCalls - 1)
            : Node.Nothing;
        var calls = new SequenceNode([call, new LiteralTerminal("\n" + End, vocabulary), more]);
        if (tools.Required)
            return new SequenceNode([begin, calls]);
        if (answer is not null)
            return new ChoiceNode([answer, new SequenceNode([begin, calls])]);
        return new ChoiceNode(
        [
            new FreeTextTerminal(Begin, upTo: false, vocabulary),
            new SequenceNode([new FreeTextTerminal(Begin, upTo: true, vocabulary), new LiteralTerminal("\n", vocabulary), calls]),
        ]);
    }

    private const int MostCalls = 16;

    /// <summary>Arguments are an object, whatever else their schema says or leaves open.</summary>
    private static JsonElement ObjectOf(JsonElement schema)
    {
        IReadOnlyList<string>? types = schema.TryGetProperty("type", out _) ? SchemaKeywords.TypesOf(schema, "#") : null;
        if (types is ["object"])
            return schema;
        if (types is not null && !types.Contains("object"))
            throw new SchemaException("#", "is not of an object, which the arguments of a call are");
        var keywords = schema.EnumerateObject().Where(keyword => keyword.Name != "type").ToDictionary(keyword => keyword.Name, keyword => keyword.Value, StringComparer.Ordinal);
        keywords["type"] = JsonSerializer.SerializeToElement("object");
        return JsonSerializer.SerializeToElement(keywords);
    }

    private static SequenceNode Call(AIFunctionDeclaration function, TokenTrie vocabulary)
    {
        try
        {
            return new([
                new LiteralTerminal($$"""{"name": {{PlainJson.Of(function.Name)}}, "arguments": """, vocabulary),
                SchemaCompiler.Compile(ObjectOf(OfferedTools.Parameters(function)), vocabulary),
                new LiteralTerminal("}", vocabulary),
            ]);
        }
        catch (SchemaException e)
        {
            throw new SchemaException($"the tool '{function.Name}'", $"cannot be kept: {e.Message.TrimEnd('.')}");
        }
    }
}
