using System.Text.RegularExpressions;
using Assistant.Agent.Extractive.Words;

namespace Assistant.Agent.Extractive.Questions;

/// <summary>Takes a message that asks several things apart ("what do we owe, and until when?"), so that each is answered from its own place. A part that names nothing itself speaks of what the others name.</summary>
internal static partial class CompoundQuestion
{
    private const int MostParts = 4;
    private const double Content = 0.8;
    private const double FromOthers = 0.5;

    /// <returns>One question, or its parts in order.</returns>
    public static IReadOnlyList<Question> Read(string message)
    {
        var parts = Split(message);
        if (parts.Count is < 2 or > MostParts)
            return [QuestionReader.Read(message)];
        var questions = parts.ConvertAll(QuestionReader.Read);
        return [.. questions.Select((question, i) => Complete(question, i > 0 ? questions[..i] : questions[1..]))];
    }

    private static List<string> Split(string message)
    {
        if (message.Length > 400)
            return [message];
        var pattern = Normal.IsChinese(message) ? Chinese() : English();
        List<string> parts = [.. pattern.Split(message).Select(part => part.Trim(' ', ',', '，', ';', '；', '?', '？', '。')).Where(part => part.Length > 0)];
        return parts.TrueForAll(part => Asks().IsMatch(part)) ? parts : [message];
    }

    /// <summary>"And until when?" is about what was owed.</summary>
    private static Question Complete(Question part, List<Question> others)
    {
        var names = part.Units.Any(unit => unit.Weight >= Content && !IsQuestionWord(unit));
        if (names && !Leans().IsMatch(part.Text))
            return part;
        var borrowed = others.SelectMany(other => other.Units).Where(unit => unit.Weight >= Content && !IsQuestionWord(unit) && (!names || unit.Weight > 1)).Select(unit => unit with { Weight = FromOthers * unit.Weight });
        return part with { Units = [.. part.Units, .. borrowed.Where(unit => !part.Units.Any(own => own.Text == unit.Text))] };
    }

    private static bool IsQuestionWord(QuestionUnit unit) => Asks().IsMatch(unit.Text) || unit.Text is "until" or "by" or "since" or "from";

    [GeneratedRegex(@"\b(?:what|which|who|whom|whose|when|where|why|how)\b|什么|哪|谁|多少|几|怎|何", RegexOptions.IgnoreCase)]
    private static partial Regex Asks();

    [GeneratedRegex(@"\b(?:it|its|they|them|their|that|this|those|these|he|she|his|her|him|there)\b|[它他她]们?|这个|那个", RegexOptions.IgnoreCase)]
    private static partial Regex Leans();

    /// <summary>At "and" before a question word, with its preposition; between two sentences that ask.</summary>
    [GeneratedRegex(@"[?]\s+(?=\w)|[,;]?\s+(?:and|plus|&)\s+(?:also\s+)?(?=(?:(?:until|till|by|from|since|at|in|on|to|for|with|of)\s+)?(?:what|which|who|whom|whose|when|where|why|how)\b)|[,;]\s+(?=(?:(?:until|till|by|from|since|at|in|on|to|for|with|of)\s+)?(?:what|who|whose|when|where|why|how)\b[^,;]*\?\s*$)", RegexOptions.IgnoreCase)]
    private static partial Regex English();

    [GeneratedRegex(@"[?？]\s*(?=\w)|[，,；;、]\s*(?:而且|并且|还有|另外|以及|又|那)?(?=[^，,；;]*(?:什么|哪|谁|多少|几|怎|何))")]
    private static partial Regex Chinese();
}
