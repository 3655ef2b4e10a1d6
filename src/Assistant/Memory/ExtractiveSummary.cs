using Assistant.Agent;
using Assistant.Agent.Grounding;
using Assistant.Text;

namespace Assistant.Memory;

/// <summary>A summary without a model: each turn's question and its answer's first sentence, a line each; the oldest lines go when there is no room.</summary>
internal static class ExtractiveSummary
{
    private const int LongestQuestion = 160;
    private const int LongestAnswer = 240;

    public static string Of(string earlier, IReadOnlyList<RememberedTurn> turns, int maxTokens)
    {
        string[] lines = [.. earlier.Split('\n', StringSplitOptions.RemoveEmptyEntries), .. turns.Select(Line)];
        var (first, left) = (lines.Length, maxTokens);
        while (first > 0 && (left -= TokenEstimate.Of(lines[first - 1]) + 1) >= 0)
            first--;
        return string.Join('\n', lines[first..]);
    }

    /// <summary>The end of a text that is too long is cut, after a sentence when there is one.</summary>
    public static string Bound(string text, int maxTokens)
    {
        text = text.Trim();
        while (TokenEstimate.Of(text) > maxTokens && text.Length > 1)
            text = text[..SentenceEnds.Cut(text, 0, text.Length * 4 / 5)].TrimEnd();
        return text;
    }

    private static string Line(RememberedTurn turn)
    {
        var answer = ConversationHistory.WithoutMarks(turn.Answer).Trim();
        var end = 0;
        while (end < answer.Length && !SentenceEnds.Is(answer, end))
            end++;
        var question = DataText.Line(turn.Question).Trim().Shortened(LongestQuestion);
        return $"{(question.Length == 0 ? "(attachment)" : question)} → {DataText.Line(answer[..Math.Min(answer.Length, end + 1)]).Trim().Shortened(LongestAnswer)}";
    }
}
