using Assistant.Inference.Tokenizers;

namespace Assistant.Inference.Language.Templates;

/// <summary>Gemma: turns of a user and a model, trimmed; the system's text stands as it is before the user's first.</summary>
internal sealed class GemmaTemplate : ChatTemplate
{
    private const string Start = "<start_of_turn>";
    private const string TurnEnd = "<end_of_turn>";

    private readonly ChatTemplateFile _file;

    private GemmaTemplate(ChatTemplateFile file, Tokenizer tokenizer, int end) : base(tokenizer, end) => _file = file;

    public static GemmaTemplate? Of(ChatTemplateFile file, Tokenizer tokenizer) =>
        file.Has(Start) && tokenizer.AddedTokenOf(Start) is not null && tokenizer.AddedTokenOf(TurnEnd) is { } end ? new(file, tokenizer, end.Id) : null;

    protected override void Write(IReadOnlyList<(string Role, PromptText Text)> messages, PromptWriter prompt)
    {
        prompt.Marker(_file.Begin);
        foreach (var (role, text) in Folded([.. messages.Select((message, at) => at == 0 && message.Role == "system" ? message : (message.Role, message.Text.Trim()))]))
            prompt.Marker(Start).Text($"{(role == "assistant" ? "model" : role)}\n").Text(text).Marker(TurnEnd).Text("\n");
        prompt.Marker(Start).Text("model\n");
    }
}
