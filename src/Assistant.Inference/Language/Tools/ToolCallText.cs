using System.Text;
using System.Text.Json;
using Assistant.Agent;
using Microsoft.Extensions.AI;

namespace Assistant.Inference.Language.Tools;

/// <summary>Takes the calls out of a growing text: what stands before the first goes on as text. One caller.</summary>
/// <param name="orForm">The text is calls from its beginning on, or else of a form, within which the marks of a call are letters.</param>
internal sealed class ToolCallText(bool orForm = false)
{
    private static readonly byte[] s_begin = Encoding.UTF8.GetBytes(ToolGrammar.Begin);
    private readonly StopText _before = new([ToolGrammar.Begin]);
    private readonly StringBuilder _all = new();
    private bool _isForm;

    /// <summary>Text that can be passed on now.</summary>
    public string Add(string text)
    {
        _all.Append(text);
        var begun = Math.Min(_all.Length, ToolGrammar.Begin.Length);
        _isForm |= orForm && _all.ToString(0, begun) != ToolGrammar.Begin[..begun];
        return _before.Add(text, !_isForm);
    }

    /// <summary>The answer had calls.</summary>
    public bool Any { get; private set; }

    /// <summary>What comes at the end: text that was held back because it might have been the beginning of a call, and the calls.</summary>
    public List<AIContent> Finish()
    {
        var (held, calls) = (_before.Finish(), _isForm ? [] : Calls());
        Any = calls.Count > 0;
        return [.. held.Length > 0 ? new AIContent[] { new TextContent(held) } : [], .. calls];
    }

    /// <summary>The calls, each with an id of its own. An argument may hold the marks of a call: they are looked for outside the calls only.</summary>
    private List<FunctionCallContent> Calls()
    {
        var calls = new List<FunctionCallContent>();
        ReadOnlySpan<byte> text = Encoding.UTF8.GetBytes(_all.ToString());
        while (text.IndexOf(s_begin) is >= 0 and var at)
        {
            text = text[(at + s_begin.Length)..];
            try
            {
                var reader = new Utf8JsonReader(text, new JsonReaderOptions { AllowMultipleValues = true });
                using var call = JsonDocument.ParseValue(ref reader);
                text = text[(int)reader.BytesConsumed..];
                calls.Add(new($"call_{Guid.CreateVersion7():N}", call.RootElement.GetProperty("name").GetString()!,
                    call.RootElement.GetProperty("arguments").Deserialize<Dictionary<string, object?>>(AIJsonUtilities.DefaultOptions)));
            }
            catch (JsonException e)
            {
                throw new LanguageModelException(TurnProblem.ModelNonsense, "A tool's call was not whole.", e);
            }
        }
        return calls;
    }
}
