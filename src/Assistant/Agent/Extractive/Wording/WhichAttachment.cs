using Assistant.Agent.Asking;
using Assistant.Agent.Extractive.Questions;
using Assistant.Agent.Extractive.Scoring;
using Assistant.Perception;
using Assistant.Text;

namespace Assistant.Agent.Extractive.Wording;

/// <summary>Asks which attachment is meant: numbered, each with the words that it begins with. Where nobody could reply, what each says.</summary>
internal static class WhichAttachment
{
    private const int LongestHint = 60;

    /// <param name="question">Completed by what it leant on.</param>
    public static Answer Ask(AgentRequest request, Question question, IReadOnlyList<Candidate> candidates, TimeSpan lasts)
    {
        var choices = Choices(candidates.Select(candidate => candidate.Passage.Evidence).ToList());
        var title = AskedWording.WhichOne(request.Language);
        var draft = new AnswerDraft(request.Language);
        draft.Say(title);
        draft.Say(string.Join('\n', choices.Select((choice, i) => $"{i + 1}. {Markdown.Escape(choice.Label)}{(choice.Hint.Length > 0 ? $" – {Markdown.Escape(choice.Hint)}" : "")}")));
        draft.Say(AskedWording.HowToChoose(request.Language));
        return draft.Finish(found: false, request, [.. choices.Select(choice => choice.Label)]) with
        {
            Asks = new AskedBack
            {
                Id = request.TurnId,
                Kind = AskedKind.Choice,
                PersonId = request.From.Id,
                PersonName = request.From.Name,
                Until = request.Now + lasts,
                Title = title,
                Lead = FailureWording.Lines(request.Failures, request.Language),
                Question = question.Text,
                Language = request.Language,
                Choices = choices,
            },
        };
    }

    public static void WriteEach(AnswerDraft draft, Question question, IReadOnlyList<Candidate> candidates)
    {
        foreach (var (choice, candidate) in Choices(candidates.Select(candidate => candidate.Passage.Evidence).ToList()).Zip(candidates))
        {
            draft.Say($"{Markdown.Escape(choice.Label)}:");
            AnswerWriter.Write(draft, question, candidate);
        }
    }

    /// <summary>Files may have the same name, as pasted pictures do.</summary>
    private static List<AskedChoice> Choices(List<Evidence> evidence) =>
        [.. evidence.Select((each, i) => new AskedChoice(evidence.FindAll(other => other.Source == each.Source).Count == 1 ? each.Source : $"{each.Source} ({i + 1})", each.Id, Hint(each)))];

    private static string Hint(Evidence evidence)
    {
        var begins = (evidence.Blocks.FirstOrDefault(block => block.Role == BlockRole.Heading) ?? evidence.Blocks.FirstOrDefault(block => block.Text.Any(char.IsLetter)))?.Text.Trim() ?? "";
        return begins.Shortened(LongestHint);
    }
}
