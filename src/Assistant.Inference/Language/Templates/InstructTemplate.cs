using System.Text.RegularExpressions;
using Assistant.Inference.Tokenizers;

namespace Assistant.Inference.Language.Templates;

/// <summary>
/// [INST] and [/INST] around what the user says (Llama 2, Mistral). The versions differ in the spaces around them and around what the assistant said; these are read
/// from the template. Llama 2 begins every exchange anew and puts the system's text between its own marks; Mistral puts it before a user's text, and from Small 3 on
/// between marks of its own, with a text of its own where a conversation has none.
/// </summary>
internal sealed partial class InstructTemplate : ChatTemplate
{
    private const string Open = "[INST]";
    private const string Close = "[/INST]";
    private const string SystemOpen = "[SYSTEM_PROMPT]";
    private const string SystemClose = "[/SYSTEM_PROMPT]";

    private readonly ChatTemplateFile _file;
    private readonly Spaces _spaces;
    private readonly DefaultSystemText? _own;
    private readonly TimeProvider _time;

    private InstructTemplate(ChatTemplateFile file, Tokenizer tokenizer, int end, Spaces spaces, DefaultSystemText? own, TimeProvider time) : base(tokenizer, end) =>
        (_file, _spaces, _own, _time) = (file, spaces, own, time);

    public override string? OwnSystem => _own?.On(_time.GetLocalNow());

    private bool IsLlama2 => _file.Has("<<SYS>>");

    private bool MarksSystem => _file.Has(SystemOpen);

    /// <param name="time">Tells the date to templates whose own system message has it.</param>
    public static InstructTemplate? Of(ChatTemplateFile file, Tokenizer tokenizer, TimeProvider time)
    {
        if (file is not { Begin: not null, End: { } eos } || tokenizer.AddedTokenOf(eos) is not { } end)
            return null;
        var (open, close, said) = (OpenQuoted().Match(file.Template), CloseQuoted().Match(file.Template), Said().Match(file.Template));
        var own = file.Has(SystemOpen) ? DefaultSystemText.Of(file.Template) : null;
        // What it says where nobody gives it a system message would be wrong.
        if (own is null && file.Has(DefaultSystemText.Name))
            return null;
        return open.Success && close.Success && said.Success
            ? new(file, tokenizer, end.Id, new(open.Groups[2].Value, close.Groups[2].Value, said.Groups["before"].Success, said.Groups["trim"].Success, said.Groups["after"].Success, said.Groups["tail"].Success), own, time)
            : null;
    }

    protected override void Write(IReadOnlyList<(string Role, PromptText Text)> messages, PromptWriter prompt)
    {
        if (!IsLlama2)
            prompt.Marker(_file.Begin);
        if (MarksSystem && messages is not [("system", _), ..] && OwnSystem is { } own)
            messages = [("system", own), .. messages];
        var system = IsLlama2 && messages is [("system", var text), ..] ? text : null;
        foreach (var (role, said) in IsLlama2 && system is not null ? messages.Skip(1) : MarksSystem ? messages : Folded(messages, intoLast: _file.Has("loop.last")))
        {
            if (role == "system" && MarksSystem)
            {
                prompt.Marker(SystemOpen).Text(said).Marker(SystemClose);
                continue;
            }
            if (role != "assistant")
            {
                if (IsLlama2)
                    prompt.Marker(_file.Begin);
                var content = system is null ? said : "<<SYS>>\n" + system + "\n<</SYS>>\n\n" + said;
                system = null;
                Around(prompt, _spaces.Open, Open);
                prompt.Text(IsLlama2 ? content.Trim() : content);
                Around(prompt, _spaces.Close, Close);
                continue;
            }
            prompt.Text(_spaces.BeforeAnswer ? " " : "").Text(_spaces.TrimsAnswer ? said.Trim() : said).Text(_spaces.AfterAnswer ? " " : "")
                .Marker(_file.End).Text(_spaces.AfterEnd ? " " : "");
        }
    }

    private static void Around(PromptWriter prompt, string quoted, string marker)
    {
        var at = quoted.IndexOf(marker, StringComparison.Ordinal);
        prompt.Text(quoted[..at]).Marker(marker).Text(quoted[(at + marker.Length)..]);
    }

    [GeneratedRegex("""(['"])( ?\[INST\] ?)\1""")]
    private static partial Regex OpenQuoted();

    [GeneratedRegex("""(['"])( ?\[/INST\] ?)\1""")]
    private static partial Regex CloseQuoted();

    [GeneratedRegex("""(?<before>['"] ['"]\s*\+\s*)?(?:message\[['"]content['"]\]|message\.content|\bcontent)(?<trim>\s*\|\s*trim|\.strip\(\))?\s*\+\s*(?<after>['"] ['"]\s*\+\s*)?eos_token(?<tail>\s*\+\s*['"] ['"])?""")]
    private static partial Regex Said();

    private sealed record Spaces(string Open, string Close, bool BeforeAnswer, bool TrimsAnswer, bool AfterAnswer, bool AfterEnd);
}
