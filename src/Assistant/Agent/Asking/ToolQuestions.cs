using Assistant.Agent.Extractive.Wording;
using Microsoft.Extensions.Options;

namespace Assistant.Agent.Asking;

/// <summary>Asks what a tool call waits for: first what it still has to know, then whether it may run.</summary>
internal sealed class ToolQuestions(IOptions<AskBackOptions> options)
{
    /// <param name="call">Without <see cref="WaitingCall.Missing"/> it waits for approval.</param>
    /// <param name="said">What the model said before it; may be empty.</param>
    /// <param name="problems">What was wrong with what was written last.</param>
    public Answer Ask(AgentRequest request, WaitingCall call, string model, string said = "", IReadOnlyList<string>? problems = null)
    {
        var (language, isForm) = (request.Language, call.Missing.Count > 0);
        var lasts = isForm ? options.Value.FormLasts : options.Value.ApprovalLasts;
        var asked = new AskedBack
        {
            Id = request.TurnId,
            Kind = isForm ? AskedKind.Form : AskedKind.ToolCall,
            PersonId = request.From.Id,
            PersonName = request.From.Name,
            Until = request.Now + lasts,
            Title = isForm ? AskedWording.Needs(call.Tool, language) : AskedWording.MayTool(call.Tool, language),
            Lead = string.Join("\n\n", (IEnumerable<string>)[said, FailureWording.Lines(request.Failures, language), .. problems ?? []]).Trim(),
            Note = isForm ? AskedWording.HowToCancel(lasts, language) : AskedWording.HowToAgree(lasts, language),
            Question = request.Question,
            Language = language,
            Yes = isForm ? AskedWording.Send(language) : AskedWording.Run(language),
            No = isForm ? AskedWording.Cancel(language) : AskedWording.DoNotRun(language),
            Call = call,
        };
        string[] paragraphs = [asked.Lead, asked.Title, .. isForm ? Fields(call.Missing, language) : [AskedWording.ArgumentsOf(call)], asked.Note];
        return new Answer
        {
            Text = string.Join("\n\n", paragraphs.Where(each => each.Length > 0)),
            Found = false,
            Model = model,
            Language = language,
            Failures = request.Failures,
            Asks = asked,
            SuggestedReplies = isForm ? [.. Replies(call.Missing[0], language), asked.No] : [asked.Yes, asked.No],
        };
    }

    /// <summary>All that is missing, and in words the first of it: the next message answers that one.</summary>
    private static IEnumerable<string> Fields(IReadOnlyList<AskedField> missing, string language)
    {
        if (missing.Count > 1)
            yield return string.Join('\n', missing.Select(field => $"- {Markdown.Escape(field.Label)}"));
        var first = missing[0];
        yield return AskedWording.Say(Markdown.Escape(first.Label), new FieldWords(language).Hint(first), missing.Count > 1, language);
        if (first.Options.Count > 0)
            yield return string.Join('\n', first.Options.Select((option, i) => $"{i + 1}. {Markdown.Escape(option)}"));
    }

    private static IEnumerable<string> Replies(AskedField first, string language) => first.Kind switch
    {
        AskedFieldKind.Choice => first.Options,
        AskedFieldKind.Toggle => [new FieldWords(language).Yes, new FieldWords(language).No],
        _ => [],
    };
}
