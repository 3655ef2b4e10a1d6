using System.Text;
using System.Text.Json;
using Assistant.Inference.Language.Constraints.Schemas;
using Assistant.Inference.Language.Templates;
using Microsoft.Extensions.AI;

namespace Assistant.Inference.Language.Tools;

/// <summary>How tools, calls and results are told to a model: in the words and marks of Qwen's template, which others follow as well.</summary>
internal static class ToolPrompt
{
    private const string ResultBegin = "<tool_response>";
    private const string ResultEnd = "</tool_response>";

    /// <summary>A conversation as texts. Tools are described at the end of the system message, calls and results stand in the messages between their marks.</summary>
    /// <param name="ownSystem">What the model's template says to it where the conversation has no system message; null for nothing.</param>
    public static List<(string Role, PromptText Text)> Texts(IEnumerable<ChatMessage> messages, ChatOptions? options, string? ownSystem)
    {
        var texts = new List<(string Role, PromptText Text)>();
        var afterResult = false;
        foreach (var message in messages)
        {
            // Results of several calls are one message.
            if (message.Role == ChatRole.Tool && afterResult)
                texts[^1] = ("user", texts[^1].Text + "\n" + Text(message));
            else
                texts.Add((message.Role == ChatRole.Tool ? "user" : message.Role.Value, Text(message)));
            afterResult = message.Role == ChatRole.Tool;
        }
        if (options?.Instructions is { Length: > 0 } instructions)
            AddToSystem(texts, instructions, first: true);
        if (OfferedTools.Of(options) is { } tools)
        {
            if (texts is not [("system", _), ..] && ownSystem is not null)
                texts.Insert(0, ("system", ownSystem));
            AddToSystem(texts, Described(tools), first: false);
        }
        return texts;
    }

    private static void AddToSystem(List<(string Role, PromptText Text)> texts, PromptText added, bool first)
    {
        if (texts is [("system", var text), ..])
            texts[0] = ("system", first ? added + "\n\n" + text : text + "\n\n" + added);
        else
            texts.Insert(0, ("system", added));
    }

    private static PromptText Text(ChatMessage message)
    {
        PromptText text = message.Text;
        foreach (var content in message.Contents)
        {
            if (content is FunctionCallContent call)
                text = Next(text) + Marked(ToolGrammar.Begin, $"\n{{\"name\": {PlainJson.Of(call.Name)}, \"arguments\": {PlainJson.Of(call.Arguments ?? new Dictionary<string, object?>())}}}\n", ToolGrammar.End);
            else if (content is FunctionResultContent result)
                text = Next(text) + Marked(ResultBegin, $"\n{Result(result.Result)}\n", ResultEnd);
        }
        return text;
    }

    private static PromptText Next(PromptText text) => text.IsEmpty ? text : text + "\n";

    private static PromptText Marked(string begin, string text, string end) => PromptText.Mark(begin) + text + PromptText.Mark(end);

    private static string Result(object? result) => result switch
    {
        null => "null",
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } text => text.GetString()!,
        _ => JsonSerializer.Serialize(result, AIJsonUtilities.DefaultOptions),
    };

    private static PromptText Described(OfferedTools tools)
    {
        var text = new StringBuilder("# Tools\n\nYou may call one or more functions to assist with the user query.\n\nYou are provided with function signatures within <tools></tools> XML tags:\n<tools>");
        foreach (var function in tools.Functions)
            text.Append('\n').Append($"{{\"type\": \"function\", \"function\": {{\"name\": {PlainJson.Of(function.Name)}, \"description\": {PlainJson.Of(function.Description)}, \"parameters\": {PlainJson.Of(OfferedTools.Parameters(function))}}}}}");
        text.Append("\n</tools>\n\nFor each function call, return a json object with function name and arguments within ");
        return text.ToString() + Marked(ToolGrammar.Begin, "", ToolGrammar.End) + " XML tags:\n"
            + Marked(ToolGrammar.Begin, "\n{\"name\": <function-name>, \"arguments\": <args-json-object>}\n", ToolGrammar.End);
    }
}
