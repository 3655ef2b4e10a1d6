using System.Text.RegularExpressions;
using Assistant.Inference.Tokenizers;

namespace Assistant.Inference.Language.Templates;

/// <summary>ChatML: every message between its two markers, the role in the first line (SmolLM2, Qwen 2, 2.5 and 3, and others).</summary>
internal sealed partial class ChatMlTemplate : ChatTemplate
{
    private const string StartMarker = "<|im_start|>";
    private const string EndMarker = "<|im_end|>";
    private const string ThoughtStart = "<think>";
    private const string ThoughtEnd = "</think>";

    // Templates with ChatML's markers that write something else between them.
    private static readonly string[] s_others = ["<|im_sep|>", "## Metadata"];

    // Models that cannot but think aloud first: what they write is not the answer alone.
    private static readonly string[] s_thinkers = ["assistant\\n<think>", "assistant\n<think>"];

    private readonly ChatTemplateFile _file;
    private readonly bool _trims;
    private readonly bool _thinks;
    private readonly bool _mayThink;

    private ChatMlTemplate(ChatTemplateFile file, Tokenizer tokenizer, int end) : base(tokenizer, end)
    {
        _file = file;
        _trims = Trimmed().IsMatch(file.Template);
        _thinks = file.Has(ThoughtEnd);
        _mayThink = file.Has("enable_thinking");
        OwnSystem = DefaultSystem().Match(file.Template) is { Success: true } match ? DefaultSystemText.Unescaped(match.Groups["text"].Value) : null;
    }

    public override string? OwnSystem { get; }

    public static ChatMlTemplate? Of(ChatTemplateFile file, Tokenizer tokenizer) =>
        file.Has(StartMarker) && !s_others.Any(file.Has) && !s_thinkers.Any(file.Has) && tokenizer.AddedTokenOf(StartMarker) is not null && tokenizer.AddedTokenOf(EndMarker) is { } end ? new(file, tokenizer, end.Id) : null;

    protected override void Write(IReadOnlyList<(string Role, PromptText Text)> messages, PromptWriter prompt)
    {
        prompt.Marker(_file.Begin);
        if (messages is not [("system", _), ..] && OwnSystem is not null)
            Add("system", OwnSystem);
        foreach (var (role, text) in messages)
            Add(role, role == "assistant" ? Said(text) : text);
        prompt.Marker(StartMarker).Text("assistant\n");
        // As Qwen 3 writes it when enable_thinking is false: thoughts would be part of the answer and take its place.
        if (_mayThink)
            prompt.Marker(ThoughtStart).Text("\n\n").Marker(ThoughtEnd).Text("\n\n");

        void Add(string role, PromptText text) => prompt.Marker(StartMarker).Text($"{role}\n").Text(_trims ? text.Trim() : text).Marker(EndMarker).Text("\n");
    }

    /// <summary>Qwen 3 does not show a model what it thought in earlier turns.</summary>
    private PromptText Said(PromptText text) => _thinks ? text.AfterLast(ThoughtEnd) : text;

    // Within one text in quotes, whatever stands in it.
    [GeneratedRegex("""(?<quote>['"])<\|im_start\|>system(?:\\n|\n)(?<text>(?:(?!\k<quote>)[^\\]|\\.)+?)<\|im_end\|>""", RegexOptions.Singleline)]
    private static partial Regex DefaultSystem();

    [GeneratedRegex(@"message(?:\[['""]content['""]\]|\.content)\s*(?:\|\s*trim|\.strip\(\))")]
    private static partial Regex Trimmed();
}
