using Assistant.Inference.Tokenizers;

namespace Assistant.Inference.Language.Templates;

/// <summary>Phi 3 and 3.5: a marker for each role, and one that ends a message.</summary>
internal sealed class PhiTemplate : ChatTemplate
{
    private const string Assistant = "<|assistant|>";
    private const string MessageEnd = "<|end|>";

    private readonly ChatTemplateFile _file;

    private PhiTemplate(ChatTemplateFile file, Tokenizer tokenizer, int end) : base(tokenizer, end) => _file = file;

    public static PhiTemplate? Of(ChatTemplateFile file, Tokenizer tokenizer) =>
        file.Has(Assistant) && file.Has(MessageEnd) && tokenizer.AddedTokenOf(Assistant) is not null && tokenizer.AddedTokenOf(MessageEnd) is { } end ? new(file, tokenizer, end.Id) : null;

    protected override void Write(IReadOnlyList<(string Role, string Text)> messages, PromptWriter prompt)
    {
        prompt.Marker(_file.Begin);
        // The first version of the template has no system role.
        foreach (var (role, text) in _file.Has("system") ? messages : Folded(messages))
            prompt.Marker($"<|{role}|>").Text($"\n{text}").Marker(MessageEnd).Text("\n");
        prompt.Marker(Assistant).Text("\n");
    }
}
