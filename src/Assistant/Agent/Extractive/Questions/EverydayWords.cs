using System.Text.RegularExpressions;

namespace Assistant.Agent.Extractive.Questions;

/// <summary>Puts question words as they are typed in a hurry or said at home ("wich", "whats", 啥, 咋办) into those that the rest reads.</summary>
internal static partial class EverydayWords
{
    private static readonly (Regex Said, string Meant)[] s_words =
    [
        (Which(), "which"), (What(), "what"), (When(), "when"), (Where(), "where"), (WhatIs(), "$1 is"), (HowMuch(), "how much"), (HowMany(), "how many"),
        (ChineseWhen(), "什么时候"), (ChineseWhy(), "为什么"), (ChineseWhat(), "什么"), (ChineseHow(), "怎么"),
    ];

    public static string Plain(string question)
    {
        foreach (var (said, meant) in s_words)
            question = said.Replace(question, meant);
        return question;
    }

    [GeneratedRegex(@"\b(?:wich|whitch|whihc|wihch)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Which();

    /// <summary>"Wat Pho" is a temple: where a question begins, before its verb.</summary>
    [GeneratedRegex(@"\b(?:[Ww]aht|[Ww]ht)\b|(?<=^\W*)[Ww]at(?=\s+(?:is|are|was|were|do|does|did|time|day)\b)")]
    private static partial Regex What();

    /// <summary>"Wen" is a name, which no pronoun follows: where a question begins, before its verb.</summary>
    [GeneratedRegex(@"\b(?:[Ww]ehn|[Ww]hn)\b|(?<=^\W*)(?:wen(?=\s+(?:is|are|was|were|do|does|did|will|can|should)\b)|Wen(?=\s+(?:is|are|was|were|do|does|did|will|can|should)\s+(?:it|the|that|this|we|i|you|they)\b))")]
    private static partial Regex When();

    [GeneratedRegex(@"\b(?:(?<=^\W*)were(?=\s+(?:is|are|do|does|did|can)\b)|wehre|wher)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Where();

    /// <summary>Without its apostrophe.</summary>
    [GeneratedRegex(@"\b(what|when|where|who|how)s\b", RegexOptions.IgnoreCase)]
    private static partial Regex WhatIs();

    [GeneratedRegex(@"\bhow (?:mutch|muhc|mcuh)\b", RegexOptions.IgnoreCase)]
    private static partial Regex HowMuch();

    [GeneratedRegex(@"\bhow (?:meny|mnay|amny)\b", RegexOptions.IgnoreCase)]
    private static partial Regex HowMany();

    [GeneratedRegex("啥(?:时候|时间|时辰)|几时")]
    private static partial Regex ChineseWhen();

    [GeneratedRegex("(?:为|因)啥|咋(?:会|[就还](?=[不没在有是这那要能]))|凭(?:啥|什么)|干嘛(?=[要不])")]
    private static partial Regex ChineseWhy();

    [GeneratedRegex("啥")]
    private static partial Regex ChineseWhat();

    [GeneratedRegex("咋(?:样|么)?")]
    private static partial Regex ChineseHow();
}
