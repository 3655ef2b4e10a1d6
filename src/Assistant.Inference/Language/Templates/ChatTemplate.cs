using Assistant.Inference.Models;
using Assistant.Inference.Tokenizers;

namespace Assistant.Inference.Language.Templates;

/// <summary>
/// How a conversation is written for a model, by its family. Markers are put in as tokens; what people or documents wrote is encoded as plain text, so that a marker
/// spelled in it stays text. Immutable; thread-safe.
/// </summary>
internal abstract class ChatTemplate(Tokenizer tokenizer, int end)
{
    /// <summary>The token that ends a message.</summary>
    public int End => end;

    /// <summary>What it says to the model where a conversation has no system message; null for nothing.</summary>
    public virtual string? OwnSystem => null;

    /// <param name="path">tokenizer_config.json; its template may also lie beside it as chat_template.jinja.</param>
    /// <param name="time">Tells the date to models whose template does.</param>
    /// <exception cref="ModelFileException">Of a family that is not known, and would be rendered wrongly.</exception>
    public static ChatTemplate Read(string path, Tokenizer tokenizer, TimeProvider? time = null)
    {
        var file = ChatTemplateFile.Read(path);
        return ChatMlTemplate.Of(file, tokenizer) ?? Llama3Template.Of(file, tokenizer, time ?? TimeProvider.System) ?? InstructTemplate.Of(file, tokenizer, time ?? TimeProvider.System)
            ?? GemmaTemplate.Of(file, tokenizer) ?? (ChatTemplate?)PhiTemplate.Of(file, tokenizer)
            ?? throw new ModelFileException(path, reason: "its chat template is of no known family (ChatML, Llama 3, Llama 2 and Mistral, Gemma, Phi 3)");
    }

    /// <summary>The prompt up to where the assistant's answer begins. A conversation without a system message gets the model's own, if it has one.</summary>
    public int[] Render(IEnumerable<(string Role, string Text)> messages) => Render(messages.Select(message => (message.Role, (PromptText)message.Text)));

    /// <inheritdoc cref="Render(IEnumerable{ValueTuple{string, string}})"/>
    public int[] Render(IEnumerable<(string Role, PromptText Text)> messages)
    {
        var prompt = new PromptWriter(tokenizer);
        Write([.. messages], prompt);
        return prompt.ToIds();
    }

    protected abstract void Write(IReadOnlyList<(string Role, PromptText Text)> messages, PromptWriter prompt);

    /// <summary>For families without a role for it, the system's text is put before the first or the last thing that the user says, with an empty line between.</summary>
    protected static List<(string Role, PromptText Text)> Folded(IReadOnlyList<(string Role, PromptText Text)> messages, bool intoLast = false)
    {
        if (messages is not [("system", var system), ..])
            return [.. messages];
        var rest = messages.Skip(1).ToList();
        var user = intoLast ? rest.FindLastIndex(message => message.Role == "user") : rest.FindIndex(message => message.Role == "user");
        if (user < 0)
            rest.Insert(0, ("user", system));
        else
            rest[user] = ("user", system + "\n\n" + rest[user].Text);
        return rest;
    }
}
