using System.Text.RegularExpressions;
using Assistant.Agent.Extractive.Words;
using Assistant.Memory;

namespace Assistant.Agent.Extractive.Questions;

/// <summary>Completes a question that leans on an earlier one ("and when is it due?", "what about the other one?", "为什么？") with that question's words.</summary>
internal static partial class FollowUp
{
    private const int FarBack = 4;

    /// <returns>The question as it is to be read, and the turn that it leans on; null when it stands by itself.</returns>
    public static (string Question, RememberedTurn? Turn) Complete(string message, WorkingMemoryState memory)
    {
        if (memory.Turns.Count == 0 || message.Length > 200)
            return (message, null);
        var question = QuestionReader.Read(message);
        var text = Normal.Of(message).Trim();
        var earlier = memory.Turns.Reverse().Take(FarBack).FirstOrDefault(turn => turn.Question.Length > 0 && SmallTalk.Of(turn.Question) == Courtesy.None);
        if (earlier is null)
            return (message, null);
        if (OtherOne().Match(text) is { Success: true } other)
            return (PointedSource.Instead(earlier.Question, other.Groups["which"].Value), earlier);
        if (About().Match(text) is { Success: true } about)
            return ($"{Without(earlier.Question, about.Groups["what"].Value)} {message[about.Groups["what"].Index..]}", earlier);
        var bare = !question.Units.Any(unit => unit.Weight >= 0.8);
        return bare ? ($"{message} {earlier.Question}", earlier) : Leans().IsMatch(text) ? (message, earlier) : (message, null);
    }

    /// <summary>"and for March?" after "what was the rent in February?": the word of the same sort is replaced.</summary>
    private static string Without(string earlier, string what)
    {
        var mine = Terms.Of(what);
        var words = Terms.Of(earlier);
        foreach (var word in words.Words.Reverse())
        {
            var same = mine.Words.Any(m => !m.IsHan && !word.IsHan && (m.HasDigit && word.HasDigit || (char.IsUpper(what[Math.Min(m.Start, what.Length - 1)]) && word.Start > 0 && char.IsUpper(earlier[word.Start]))));
            if (same)
                return earlier.Remove(word.Start, word.Length);
        }
        return earlier;
    }

    [GeneratedRegex(@"^(?:and |but |so )?(?:what about|how about|and|and for|and in) the (?<which>other|first|second|third|fourth|fifth|last)(?: one)?\W*$|^那?(?<which>另外?一|第[一二三四五]|最后一)[个张份段]呢\W*$")]
    private static partial Regex OtherOne();

    [GeneratedRegex(@"^(?:and |but )?(?:what about|how about|and (?:for|in|on|at|of|from)?)\s(?<what>(?!is|are|was|were|when|where|who|what|why|how|which|do|does|did)[\w' -]{2,60})\W*$|^那?(?:么)?(?<what>[^，。？?]{1,20})呢\W*$")]
    private static partial Regex About();

    [GeneratedRegex(@"\b(?:it|its|they|them|their|that|this|those|these|he|she|his|her|him|there|then|one|same)\b|^(?:and|but|so|then)\b|[它他她]们?|这个|那个|那里|这里|上述|该|其中|那|^而且|^还有")]
    private static partial Regex Leans();
}
