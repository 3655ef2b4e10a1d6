using System.Globalization;
using Assistant.Agent.Extractive.Questions;
using Assistant.Agent.Extractive.Scoring;
using Assistant.Agent.Extractive.Wording;
using Assistant.Agent.Tasks;
using Assistant.Perception;

namespace Assistant.Agent.Extractive.Tasks;

/// <summary>Does with the evidence what needs no language model (summarise by quoting, read out, describe, classify) and says of the rest that it does.</summary>
internal sealed class TaskReplies(EvidenceIndexes indexes, Classification classification)
{
    public async Task<Answer> ReplyAsync(MessageTask task, AgentRequest request, CancellationToken cancellationToken)
    {
        var evidence = request.NewEvidence > 0 ? [.. request.Evidence.Take(request.NewEvidence)] : Latest(request);
        var language = request.Language;
        switch (task)
        {
            case MessageTask.Translate:
                return Refuse(request, Phrases.Pick(language, "Translating", "翻译"));
            case MessageTask.Rewrite:
                return Refuse(request, Phrases.Pick(language, "Rewriting", "改写"));
            case MessageTask.Write:
                return Refuse(request, Phrases.Pick(language, "Writing texts", "写作"));
            case MessageTask.Classify:
                return await classification.ReplyAsync(evidence, request, cancellationToken) ?? Refuse(request, Phrases.Pick(language, "Classifying", "分类"));
            case MessageTask.Summarise:
                return Summary.Of([.. evidence.Select(e => indexes.For(request.Conversation, e))], request);
            default:
                return ReadOut(evidence, request, task == MessageTask.Describe);
        }
    }

    private static Answer Refuse(AgentRequest request, string task)
    {
        var draft = new AnswerDraft(request.Language);
        draft.Say(Phrases.NeedsModel(request.Language, task));
        return draft.Finish(found: false, request, [Phrases.Pick(request.Language, "What can you do?", "你能做什么？")]);
    }

    /// <summary>Of earlier turns, what the last one was about.</summary>
    private static List<Evidence> Latest(AgentRequest request)
    {
        var ids = request.Memory.Turns.Reverse().FirstOrDefault(turn => turn.EvidenceIds.Count > 0)?.EvidenceIds;
        var last = request.Evidence.Where(e => ids is null || ids.Contains(e.Id)).ToList();
        return last.Count > 0 ? last : [.. request.Evidence.Take(1)];
    }

    private static Answer ReadOut(IReadOnlyList<Evidence> evidence, AgentRequest request, bool describe)
    {
        const int mostLines = 80;
        var draft = new AnswerDraft(request.Language);
        foreach (var item in evidence)
        {
            var labels = string.Join(", ", item.Labels.Take(3).Select(l => $"{l.Label} ({l.Score:P0}, {l.Model})"));
            var name = Markdown.Escape(item.Source);
            if (labels.Length > 0)
                draft.Say(Phrases.Pick(request.Language, $"In {name} I see: {labels}.", $"{name} 中看到：{labels}。"));
            if (item.Objects.Count > 0)
                draft.Say(Objects(item, name, draft));
            if (item.Blocks.Count == 0)
                continue;
            var shown = describe ? Math.Min(12, item.Blocks.Count) : Math.Min(mostLines, item.Blocks.Count);
            var source = draft.Cite(item, item.Blocks[0], item.Blocks[0].Text, item.Blocks[0].Position);
            draft.Say($"{Heading(item.Kind, name, request.Language)} {source}");
            draft.Say(string.Join("  \n", Lines(item, shown).Select(line => $"> {Markdown.Escape(line)}")));
            if (shown < item.Blocks.Count)
                draft.Say(Phrases.Pick(request.Language, $"… and {item.Blocks.Count - shown} more lines.", $"……另有 {item.Blocks.Count - shown} 行。"));
        }
        return draft.Finish(found: draft.Citations.Count > 0 || evidence.Any(e => e.Labels.Count > 0 || e.Objects.Count > 0), request, [Phrases.Pick(request.Language, "Summarise it", "总结一下")]);
    }

    /// <summary>Each with its box as the source.</summary>
    private static string Objects(Evidence item, string name, AnswerDraft draft)
    {
        const int most = 12;
        var found = string.Join(", ", item.Objects.Take(most).Select(o => o.AsBlock()).Select(block => $"{Markdown.Escape(block.Text)} {draft.Cite(item, block, block.Text)}"));
        return Phrases.Pick(draft.Language, $"Objects in {name}: {found}.", $"{name} 中的物体：{found}。");
    }

    private static string Heading(EvidenceKind kind, string name, string language) => kind switch
    {
        EvidenceKind.Audio => Phrases.Pick(language, $"{name} says:", $"{name} 的录音内容："),
        EvidenceKind.Image => Phrases.Pick(language, $"Text in {name}:", $"{name} 中的文字："),
        _ => Phrases.Pick(language, $"{name} reads:", $"{name} 的内容："),
    };

    /// <summary>Cells of a row on one line.</summary>
    private static IEnumerable<string> Lines(Evidence item, int blocks)
    {
        var row = new List<string>();
        var at = default((int, int)?);
        foreach (var block in item.Blocks.Take(blocks))
        {
            var place = block.Cell is { } cell ? (cell.Table, cell.Row) : default((int, int)?);
            if (row.Count > 0 && (place is null || place != at))
            {
                yield return string.Join(" · ", row);
                row.Clear();
            }
            at = place;
            row.Add(block.Position.Start is { } start ? $"{Clock(start)} {block.Text}" : block.Text);
        }
        if (row.Count > 0)
            yield return string.Join(" · ", row);
    }

    private static string Clock(double seconds) => TimeSpan.FromSeconds(seconds).ToString(seconds < 3_600 ? @"mm\:ss" : @"h\:mm\:ss", CultureInfo.InvariantCulture);
}
