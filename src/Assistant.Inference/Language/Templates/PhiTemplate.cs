using System.Text.RegularExpressions;
using Assistant.Inference.Tokenizers;

namespace Assistant.Inference.Language.Templates;

/// <summary>Phi 3 to 4 mini: a marker for each role, and one that ends a message; line ends after them where the template has them.</summary>
internal sealed partial class PhiTemplate : ChatTemplate
{
    private const string Assistant = "<|assistant|>";
    private const string MessageEnd = "<|end|>";

    private readonly ChatTemplateFile _file;
    private readonly string _lineEnd;

    private PhiTemplate(ChatTemplateFile file, Tokenizer tokenizer, int end) : base(tokenizer, end) => (_file, _lineEnd) = (file, MessageLineEnd().IsMatch(file.Template) ? "\n" : "");

    public static PhiTemplate? Of(ChatTemplateFile file, Tokenizer tokenizer) =>
        file.Has(Assistant) && file.Has(MessageEnd) && tokenizer.AddedTokenOf(Assistant) is not null && tokenizer.AddedTokenOf(MessageEnd) is { } end ? new(file, tokenizer, end.Id) : null;

    protected override void Write(IReadOnlyList<(string Role, PromptText Text)> messages, PromptWriter prompt)
    {
        prompt.Marker(_file.Begin);
        // The first version of the template has no system role.
        foreach (var (role, text) in _file.Has("system") ? messages : Folded(messages))
            prompt.Marker($"<|{role}|>").Text(_lineEnd).Text(text).Marker(MessageEnd).Text(_lineEnd);
        prompt.Marker(Assistant).Text(_lineEnd);
    }

    [GeneratedRegex(@"<\|end\|>(?:\\n|\n)")]
    private static partial Regex MessageLineEnd();
}
