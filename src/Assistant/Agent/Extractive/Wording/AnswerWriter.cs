using Assistant.Agent.Extractive.Layout;
using Assistant.Agent.Extractive.Questions;
using Assistant.Agent.Extractive.Scoring;
using Assistant.Agent.Extractive.Values;
using Assistant.Agent.Extractive.Words;
using Assistant.Perception;

namespace Assistant.Agent.Extractive.Wording;

/// <summary>Words the answer that a passage gives: the value asked for in bold, where it stands in its table or form, and the quote.</summary>
internal static class AnswerWriter
{
    private const int ShortEnough = 60;
    private const int MostItems = 12;

    public static void Write(AnswerDraft draft, Question question, Candidate best)
    {
        var passage = best.Passage;
        if (question.Form == QuestionForm.YesNo && YesNo.Decide(question, best) is { } yes)
        {
            draft.Say($"**{(yes ? Phrases.Pick(draft.Language, "Yes", "是") : Phrases.Pick(draft.Language, "No", "否"))}** {draft.Cite(passage)}");
            draft.Quote(Context(passage));
            return;
        }
        if (ItemsBelow(passage) is { Count: > 0 } items)
        {
            draft.Say($"{Markdown.Escape(passage.Text)} {draft.Cite(passage)}");
            draft.Say(string.Join('\n', items.Select(block => $"- {Markdown.Escape(block.Text)} {draft.Cite(passage.Evidence, block, block.Text)}")));
            return;
        }
        var direct = Direct(question, best);
        var source = draft.Cite(passage, best.Value?.Start ?? 0);
        if (direct.Length > 0 && direct != passage.Text)
        {
            draft.Say($"**{Markdown.Escape(direct)}** {source}");
            draft.Quote(Context(passage));
        }
        else if (passage.Text.Length <= ShortEnough && passage.Kind != PassageKind.Sentence)
        {
            draft.Say($"**{Markdown.Escape(passage.Text)}** {source}");
            draft.Quote(Context(passage));
        }
        else
        {
            draft.Say($"{Markdown.Escape(passage.Text)} {source}");
        }
    }

    /// <summary>What comes closest where no answer was found, said to be no more than that.</summary>
    public static void WriteNearest(AnswerDraft draft, Passage passage)
    {
        draft.Say(Phrases.Pick(draft.Language, $"The closest passage, which may not answer it {draft.Cite(passage)}:", $"最接近的内容如下，不一定能回答问题 {draft.Cite(passage)}："));
        draft.Quote(passage.Text);
    }

    /// <summary>The list that a heading or a sentence ending in a colon opens.</summary>
    private static List<EvidenceBlock> ItemsBelow(Passage passage)
    {
        var last = passage.Parts[^1].Block;
        var blocks = passage.Evidence.Blocks;
        if (blocks[last].Role != BlockRole.Heading && passage.Text[^1] is not (':' or '：'))
            return [];
        return [.. blocks.Skip(last + 1).TakeWhile(block => block.Role == BlockRole.ListItem).Take(MostItems)];
    }

    /// <summary>The value asked for; the part after the label of a "label: value" line; else nothing.</summary>
    private static string Direct(Question question, Candidate best)
    {
        if (best.Value is { } value && best.Fit >= 0.5)
            return question.Wanted[0] == ValueKind.Code ? Whole(best.Passage.Text, value) : value.Text.Trim();
        var (label, rest) = KeyValue.Split(best.Passage.Text);
        return label.Length > 0 && question.Form != QuestionForm.Why && rest.Length <= ShortEnough ? rest : "";
    }

    /// <summary>A number with all that is written together with it: "77-4102" is one code.</summary>
    private static string Whole(string text, Value value)
    {
        var (start, end) = (value.Start, value.End);
        while (start > 0 && IsOfCode(text[start - 1]))
            start--;
        while (end < text.Length && IsOfCode(text[end]))
            end++;
        return text[start..end].Trim('.', '-', '/', ' ');
    }

    private static bool IsOfCode(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '/' or '_' or '.';

    /// <summary>The passage as a reader finds it: its row in a table, its label in a form.</summary>
    private static string Context(Passage passage) => passage.Kind switch
    {
        PassageKind.Cell when passage.Row.Length > 0 => $"{passage.Label}: {passage.Text} · {passage.Row}",
        PassageKind.Field when passage.Text.Contains(passage.Label, StringComparison.Ordinal) => passage.Text,
        PassageKind.Field or PassageKind.Cell => passage.Spoken + (passage.Row.Length > 0 && Normal.Of(passage.Row).Length < 120 ? $" · {passage.Row}" : ""),
        _ => passage.Text,
    };
}
