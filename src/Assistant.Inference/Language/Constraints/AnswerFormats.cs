using System.Text.Json;
using Assistant.Agent;
using Assistant.Inference.Language.Constraints.Grammar;
using Assistant.Inference.Language.Constraints.Schemas;
using Assistant.Inference.Language.Tools;
using Assistant.Inference.Tokenizers;
using Microsoft.Extensions.AI;

namespace Assistant.Inference.Language.Constraints;

/// <summary>
/// What form an answer must have, from what the caller asked for: a JSON schema, any JSON object, calls of tools, or none. Compiled forms are kept for the next request
/// that asks the same. Thread-safe.
/// </summary>
internal sealed class AnswerFormats(Tokenizer tokenizer, IReadOnlySet<int> ends)
{
    private const int MostKept = 16;

    /// <summary>Bytes that forms may keep which nobody asks for now.</summary>
    private const long MostBytes = Automaton.Most;

    private readonly Lock _lock = new();
    private readonly Lazy<TokenTrie> _vocabulary = new(() => new(tokenizer, ends));

    // The most recently used first.
    private readonly LinkedList<(string Key, Lazy<Automaton> Form)> _kept = [];

    /// <param name="automaton">As <see cref="Compile"/> gave it.</param>
    /// <param name="limit">Tokens that may be written.</param>
    /// <exception cref="LanguageModelException">Its shortest answer is longer than the limit.</exception>
    public AnswerConstraint Of(Automaton automaton, int limit) => automaton.Start.Cost <= limit ? new(automaton, _vocabulary.Value, ends, limit)
        : throw Refused($"The shortest answer of this form takes up to {automaton.Start.Cost:N0} tokens; at most {limit:N0} may be written.");

    /// <summary>Takes up to seconds for a large schema; the same is compiled once, and others meanwhile. Null when the answer may be any text.</summary>
    /// <exception cref="LanguageModelException">The form is not supported.</exception>
    public Automaton? Compile(ChatOptions? options)
    {
        var (format, tools) = (options?.ResponseFormat as ChatResponseFormatJson, OfferedTools.Of(options));
        return format is null && tools is null ? null : Kept(format, tools).Value;
    }

    private Lazy<Automaton> Kept(ChatResponseFormatJson? format, OfferedTools? tools)
    {
        var key = $"{(format is null ? "text" : format.Schema?.GetRawText() ?? "object")}\n{tools?.Key}";
        lock (_lock)
        {
            var known = _kept.FirstOrDefault(each => each.Key == key);
            if (known.Form is not null)
                _kept.Remove(known);
            while (_kept.Count >= MostKept || _kept.Sum(each => BytesOf(each.Form)) > MostBytes)
                _kept.RemoveLast();
            return _kept.AddFirst((key, known.Form ?? new(() => new(Grammar(format, tools), _vocabulary.Value)))).Value.Form;
        }
    }

    private static long BytesOf(Lazy<Automaton> form) => form.IsValueCreated ? form.Value.Bytes : 0;

    private Node Grammar(ChatResponseFormatJson? format, OfferedTools? tools)
    {
        try
        {
            var vocabulary = _vocabulary.Value;
            var answer = format is null ? null : format.Schema is { } schema ? SchemaCompiler.Compile(schema, vocabulary) : SchemaCompiler.AnyObject(vocabulary);
            return tools is null ? answer! : ToolGrammar.Compile(tools, answer, vocabulary);
        }
        catch (SchemaException e)
        {
            throw Refused(e.Message);
        }
    }

    private static LanguageModelException Refused(string message) => new(TurnProblem.Refused, message) { AboutSettings = true };
}
