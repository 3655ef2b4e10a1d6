using System.Text.RegularExpressions;
using Assistant.Agent.Extractive.Words;
using Assistant.Memory;

namespace Assistant.Agent.Extractive.Questions;

/// <summary>Completes a question that leans on an earlier one ("and when is it due?", "what about the other one?", "为什么？") with that question's words.</summary>
internal static partial class FollowUp
{
    private const int FarBack = 4;
    private const int Longest = 200;

    /// <returns>The question as it is to be read, and the turn that it leans on; null when it stands by itself.</returns>
    public static (string Question, RememberedTurn? Turn) Complete(string message, WorkingMemoryState memory)
    {
        if (message.Length > Longest || Earlier(memory) is not { } earlier)
            return (message, null);
        var question = QuestionReader.Read(message);
        var text = Normal.Of(message).Trim();
        if (About().Match(text) is { Success: true } about)
            return ($"{Without(earlier.Question, about.Groups["what"].Value)} {message[about.Groups["what"].Index..]}", earlier);
        var bare = !question.Units.Any(unit => unit.Weight >= 0.8);
        return bare ? ($"{message} {earlier.Question}", earlier) : Leans().IsMatch(text) ? (message, earlier) : (message, null);
    }

    /// <summary>A message that does nothing but point ("and the second one?", 那第二张图片呢): the question before it, asked of that one. Any other message as it is.</summary>
    /// <param name="several">There are attachments to point at; else it is about something within what was read.</param>
    /// <returns>Null when it cannot be told what is meant.</returns>
    public static string? Expanded(string message, WorkingMemoryState memory, bool several)
    {
        if (message.Length > Longest || OtherOne().Match(Normal.Of(message).Trim()) is not { Success: true } other || Earlier(memory) is not { } earlier)
            return message;
        var which = other.Groups["which"].Value;
        if (several)
            return PointedSource.Instead(earlier.Question, which, other.Groups["noun"].Value);
        var renumbered = Ordinal().Replace(earlier.Question, Normal.IsHan(which[0]) ? which : $"{which} ", 1);
        return renumbered != earlier.Question && Ordinal().IsMatch($"{which} ") && Normal.IsChinese(renumbered) == Normal.IsHan(which[0]) ? renumbered : null;
    }

    /// <summary>The newest question that says what it asks.</summary>
    private static RememberedTurn? Earlier(WorkingMemoryState memory) =>
        memory.Turns.Reverse().Take(FarBack).FirstOrDefault(turn => turn.Question.Length > 0 && SmallTalk.Of(turn.Question) == Courtesy.None && !OtherOne().IsMatch(Normal.Of(turn.Question).Trim()));

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

    [GeneratedRegex(@"^(?:and |but |so )?(?:(?:what|how) about |and )?(?:for |in |on |of |from )?the (?<which>other|first|second|third|fourth|fifth|last)(?: (?:one|(?<noun>picture|photo|image|screenshot|scan|recording|document|pdf|file|attachment|invoice|bill|receipt|contract|quotation|report)))?\W*$|^那?么?在?(?<which>另外?一|第[一二三四五]|最后一)(?:[个张份]|段(?=录音|语音))(?<noun>图片?|照片|截图|录音|语音|文档|文件|附件|发票|账单|收据|合同|报价单|报告)?(?:里面?|中|上面?)?呢\W*$")]
    private static partial Regex OtherOne();

    [GeneratedRegex(@"\b(?:first|second|third|fourth|fifth|last)\s|第[一二三四五六]", RegexOptions.IgnoreCase)]
    private static partial Regex Ordinal();

    [GeneratedRegex(@"^(?:and |but )?(?:what about|how about|and (?:for|in|on|at|of|from)?)\s(?<what>(?!is|are|was|were|when|where|who|what|why|how|which|do|does|did)[\w' -]{2,60})\W*$|^那?(?:么)?(?<what>[^，。？?]{1,20})呢\W*$")]
    private static partial Regex About();

    [GeneratedRegex(@"\b(?:it|its|they|them|their|that|this|those|these|he|she|his|her|him|there|then|one|same)\b|^(?:and|but|so|then)\b|[它他她]们?|这个|那个|那里|这里|上述|该|其中|那|^而且|^还有")]
    private static partial Regex Leans();
}
