using System.Text;
using Assistant.Perception;
using Assistant.Text;

namespace Assistant.Agent.Extractive.Layout;

/// <summary>Paragraphs, list items, headings and spoken segments become sentences, each with its heading and its neighbours.</summary>
internal static class ProseLayout
{
    private const int LongestNear = 300;
    private const int LongestTopic = 40;
    private const int MostTopicWords = 3;
    private const int MostTopicCharacters = 6;

    /// <param name="flows">Runs of blocks that are read as one text each (a paragraph; the segments of a recording).</param>
    /// <param name="asked">The question above a block that it answers, as in a list of questions and answers; empty for none.</param>
    public static IEnumerable<Passage> Read(Evidence evidence, IEnumerable<IReadOnlyList<int>> flows, Func<int, string> heading, Func<int, string> asked)
    {
        Passage? previous = null;
        var lastHeading = "";
        foreach (var flow in flows)
        {
            var above = heading(flow[0]);
            if (above != lastHeading)
            {
                if (previous is not null)
                    yield return previous;
                previous = null;
                lastHeading = above;
            }
            var question = asked(flow[0]);
            var topic = "";
            foreach (var (number, sentence) in Sentences(evidence, flow).Index())
            {
                var next = Split(evidence, flow, sentence, above) with { Before = Cut(question) };
                if (number == 0)
                    topic = RunInHeading(next);
                else if (topic.Length > 0 && next.Label.Length == 0)
                    next = next with { Label = topic };
                if (previous is not null)
                {
                    if (question.Length == 0)
                        next = next with { Before = Cut(previous.Text) };
                    yield return previous with { Near = Join(previous.Near, Cut(next.Text)) };
                }
                previous = next;
            }
        }
        if (previous is not null)
            yield return previous;
    }

    private static IEnumerable<(string Text, List<PassagePart> Parts)> Sentences(Evidence evidence, IReadOnlyList<int> flow)
    {
        var (text, starts) = JoinBlocks(evidence, flow);
        foreach (var range in SentenceSplitter.Split(text))
        {
            var (from, to) = (range.Start.Value, range.End.Value);
            var parts = new List<PassagePart>();
            for (var i = 0; i < flow.Count; i++)
            {
                var end = i + 1 < flow.Count ? starts[i + 1] : text.Length;
                if (starts[i] < to && end > from)
                    parts.Add(new(flow[i], Math.Max(0, starts[i] - from)));
            }
            yield return (text[from..to], parts);
        }
    }

    private static Passage Split(Evidence evidence, IReadOnlyList<int> flow, (string Text, List<PassagePart> Parts) sentence, string heading)
    {
        var (label, _) = KeyValue.Split(sentence.Text);
        return new Passage
        {
            Evidence = evidence,
            Kind = label.Length > 0 ? PassageKind.Field : PassageKind.Sentence,
            Text = sentence.Text,
            Parts = sentence.Parts,
            Label = label,
            Role = Messages.IsSalutation(sentence.Text) ? Messages.Salutation : label.Length > 0 && Messages.IsEnvelope(evidence, flow[0]) ? Messages.RoleIn(label) : "",
            Near = heading,
            Order = flow[0],
            IsTitle = evidence.Blocks[flow[0]].Role == BlockRole.Heading,
        };
    }

    /// <summary>"Bonfires. Only from 1 November ...": a paragraph may begin with what it is about; empty when it does not.</summary>
    private static string RunInHeading(Passage first)
    {
        if (first.Kind != PassageKind.Sentence || first.Text.Length > LongestTopic || first.Text[^1] is not ('.' or '。' or ':' or '：') || first.Values.Count > 0)
            return "";
        var topic = first.Text.TrimEnd('.', '。', ':', '：');
        return topic.Length > 1 && (Words.Normal.IsHan(topic[^1]) ? topic.Length <= MostTopicCharacters : topic.Count(c => c == ' ') < MostTopicWords) ? topic : "";
    }

    private static (string Text, int[] Starts) JoinBlocks(Evidence evidence, IReadOnlyList<int> flow)
    {
        if (flow.Count == 1)
            return (Seen(evidence.Blocks[flow[0]]), [0]);
        var text = new StringBuilder();
        var starts = new int[flow.Count];
        for (var i = 0; i < flow.Count; i++)
        {
            var block = Seen(evidence.Blocks[flow[i]]);
            if (text.Length > 0 && NeedsSpace(text[^1], block))
                text.Append(' ');
            starts[i] = text.Length;
            text.Append(block);
        }
        return (text.ToString(), starts);
    }

    /// <summary>What was read from a picture is mended as its single lines are.</summary>
    private static string Seen(EvidenceBlock block) => block.Role == BlockRole.Line ? Spacing.Tidy(block.Text) : block.Text;

    private static bool NeedsSpace(char last, string next) => next.Length > 0 && !(Words.Normal.IsHan(last) && Words.Normal.IsHan(next[0])) && last is not ('，' or '。');

    private static string Cut(string text) => text.Beginning(LongestNear);

    private static string Join(string a, string b) => a.Length == 0 ? b : $"{a}\n{b}";
}
