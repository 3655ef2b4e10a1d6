using System.Text;
using System.Text.Json.Nodes;

namespace Assistant.Privacy;

/// <summary>A stored item as text for people; its JSON where it has no words.</summary>
internal static class ArchivedItemText
{
    public static string Of(ArchivedItem item)
    {
        var content = JsonNode.Parse(item.Content);
        return item.Kind switch
        {
            "message" or "answer" => Said(content),
            "turn" => Turn(content),
            "tool_call" => $"{Text(content, "name")}({Text(content, "arguments")}) → {Text(content, "result")}",
            "evidence" => $"Read in {Text(content, "source")}:\n{string.Join('\n', Items(content, "blocks").Select(block => Text(block, "text")))}",
            "memory" => $"{Text(content, "speaker")}: {Text(content, "text")}",
            "memory_event" => Event(content),
            "fact" => Fact(content?["statement"]),
            _ => item.Content,
        };
    }

    private static string Fact(JsonNode? statement) => $"{Text(statement, "subject")} {Text(statement, "attribute")}: {Text(statement, "value")} (“{Text(statement, "quote")}”)";

    private static string Said(JsonNode? content)
    {
        var text = new StringBuilder(Text(content, "text"));
        foreach (var citation in Items(content?["answer"], "citations"))
            text.Append('\n').Append('[').Append(Text(citation, "n")).Append("] ").Append(Text(citation, "source")).Append(": ").Append(Text(citation, "quote"));
        return text.ToString();
    }

    private static string Turn(JsonNode? content)
    {
        var answer = content?["erased"] is null ? Text(content, "answer") : "(it held words of somebody who has been erased)";
        var text = new StringBuilder("Question: ").Append(Text(content, "question")).Append("\nAnswer: ").Append(answer);
        Append("Evidence", Items(content, "evidenceIds").Select(id => id?.ToString()));
        Append("Memory read", Items(content, "memoryRead").Select(id => id?.ToString()));
        Append("Models", (content?["models"] as JsonObject ?? []).Select(model => $"{model.Key} {model.Value}"));
        AppendPrompts(text, content);
        return text.ToString();

        void Append(string name, IEnumerable<string?> values)
        {
            if (string.Join(", ", values) is { Length: > 0 } listed)
                text.Append('\n').Append(name).Append(": ").Append(listed);
        }
    }

    /// <summary>"Learned 1 by person: t1/0".</summary>
    private static string Event(JsonNode? content)
    {
        var text = new StringBuilder(Text(content, "kind"));
        if (Text(content, "count") is not ("" or "0") and var count)
            text.Append(' ').Append(count);
        text.Append(" by ").Append(Text(content, "by"));
        if (Text(content, "purpose") is { Length: > 0 } purpose)
            text.Append(" (").Append(purpose).Append(')');
        if (Text(content, "conversation") is { Length: > 0 } conversation)
            text.Append(", in ").Append(conversation);
        if (Text(content, "model") is { Length: > 0 } model)
            text.Append(", with ").Append(model);
        if (string.Join(", ", Items(content, "ids")) is { Length: > 0 } ids)
            text.Append(": ").Append(ids);
        AppendPrompts(text, content);
        if (Text(content, "answer") is { Length: > 0 } answer)
            text.Append("\nIts answer:\n").Append(answer);
        return text.ToString();
    }

    private static void AppendPrompts(StringBuilder text, JsonNode? content)
    {
        // Before prompts were kept message by message.
        foreach (var prompt in Items(content, "prompts"))
            text.Append("\nPrompt as sent to the model:\n").Append(prompt);
        foreach (var prompt in Items(content, "sent"))
        {
            text.Append("\nPrompt as sent to the model ").Append(Text(prompt, "model")).Append(':');
            if (Text(prompt, "continues") is not ("" or "0") and var continues)
                text.Append("\n(the ").Append(continues).Append(" messages before, and)");
            foreach (var message in Items(prompt, "messages"))
                Append(text, message);
        }
    }

    private static void Append(StringBuilder text, JsonNode? message)
    {
        if (message?["erased"] is not null)
        {
            text.Append("\n(a message with words of somebody who has been erased)");
            return;
        }
        text.Append("\n[").Append(Text(message, "role")).Append("] ").Append(Text(message, "text"));
        foreach (var call in Items(message, "calls"))
            text.Append("\n→ ").Append(Text(call, "name")).Append('(').Append(Text(call, "arguments")).Append(')');
        foreach (var picture in Items(message, "pictures"))
            text.Append("\n(picture ").Append(Text(picture, "attachmentId")).Append(", ").Append(Text(picture, "mediaType")).Append(", SHA-256 ").Append(Text(picture, "sha256")).Append(')');
    }

    private static string Text(JsonNode? node, string name) => node?[name]?.ToString() ?? "";

    private static IEnumerable<JsonNode?> Items(JsonNode? node, string name) => node?[name] as JsonArray ?? [];
}
