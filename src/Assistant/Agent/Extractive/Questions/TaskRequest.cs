using System.Text.RegularExpressions;
using Assistant.Agent.Extractive.Words;

namespace Assistant.Agent.Extractive.Questions;

internal enum TaskKind { None, Summarise, ReadOut, Describe, Translate, Rewrite, WriteMail, Classify }

/// <summary>Messages that ask for something to be done with the evidence rather than for a fact in it.</summary>
internal static partial class TaskRequest
{
    public static TaskKind Of(string message)
    {
        var text = Normal.Of(message).Trim();
        if (text.Length is 0 or > 300)
            return TaskKind.None;
        return text switch
        {
            _ when Translate().IsMatch(text) => TaskKind.Translate,
            _ when Rewrite().IsMatch(text) => TaskKind.Rewrite,
            _ when Mail().IsMatch(text) => TaskKind.WriteMail,
            _ when Classify().IsMatch(text) => TaskKind.Classify,
            _ when Summarise().IsMatch(text) => TaskKind.Summarise,
            _ when ReadOut().IsMatch(text) => TaskKind.ReadOut,
            _ when Describe().IsMatch(text) => TaskKind.Describe,
            _ => TaskKind.None,
        };
    }

    private const string Thing = @"(?:it|this|that|them|these|those|(?:the|this|that|my|these|those)(?: \w+){0,2}? ?(?:picture|image|photo|screenshot|file|document|recording|voice note|note|audio|text|page|letter|mail|e-?mail|pdf|attachment|message|slides?|report|table|spreadsheet|video|scan)s?)";
    private const string HanThing = @"(?:这|那|该|此|上面|图|文|录|语|附|内容|全|一下|它)";

    [GeneratedRegex(@"^(?:please |can you |could you |would you )*(?:translate\b|(?:say|put|write) " + Thing + @" in(?:to)? (?:english|chinese|german|french|spanish|japanese))|^(?:请|帮我|麻烦)*(?:把.{0,20})?(?:翻译|译成|翻成)")]
    private static partial Regex Translate();

    [GeneratedRegex(@"^(?:please |can you |could you |would you )*(?:rewrite|rephrase|reword|paraphrase|proofread|polish|shorten|make " + Thing + @" (?:shorter|longer|more \w+|friendlier|formal))\b|^(?:请|帮我|麻烦)*(?:把.{0,20})?(?:改写|重写|润色|缩写|改得|校对)")]
    private static partial Regex Rewrite();

    [GeneratedRegex(@"^(?:please |can you |could you |would you )*(?:write|draft|compose|generate)\b.{0,40}\b(?:mail|e-?mail|letter|reply|response|answer|message|code|script|program|poem|story|essay|text)\b|^(?:please |can you )*reply to\b|^(?:请|帮我|麻烦)*(?:写|起草|拟|生成)(?:一)?(?:封|个|份|段|篇)")]
    private static partial Regex Mail();

    [GeneratedRegex(@"^(?:please |can you |could you |would you )*(?:classify|categori[sz]e|label|sort)\b.{0,80}\b(?:as|into|by|among|:)|^(?:please )?(?:classify|categori[sz]e) |^(?:请|帮我|麻烦)*(?:把.{0,20})?(?:分类|归类|归为)")]
    private static partial Regex Classify();

    [GeneratedRegex(@"\b(?:summari[sz]e|summary|sum up|tl;?dr|key points|main points|in a nutshell|overview of|gist)\b|^(?:what(?:'s| is) " + Thing + @" about|what are " + Thing + @" about|give me the highlights)\W*$|总结|摘要|概括|概述|归纳|要点|主要内容|大意|^(?:这|那).{0,6}(?:讲|说|写)(?:的是|了|的)?什么")]
    private static partial Regex Summarise();

    [GeneratedRegex(@"^(?:please |can you |could you |would you )*(?:read|transcribe|type|copy|extract)\b(?: out| aloud| me)?(?: all| everything| the text| the words| text| the full text| the contents?)?(?: (?:of|from|in|on))? ?(?:" + Thing + @")?(?: (?:to|for) me| out(?: loud)?| aloud| please)*\W*$|^what does " + Thing + @" say\W*$|^what(?:'s| is| was)? (?:written|said|the text|the transcript)(?: (?:in|on|of))? ?(?:" + Thing + @")?(?: here| there)?\W*$|^(?:show|give) me the (?:full |whole )?(?:text|transcript)|^(?:请|帮我|麻烦)*(?:读|念|朗读|识别|提取|转写|抄写|转录)(?:一下|出来|给我听)?(?:文字|全文|内容|" + HanThing + @".{0,8})?(?:里|中|上)?(?:的)?(?:文字|全文|内容|字)?(?:来|一下|给我听|出来)?[。？?！!]?$|(?:上面|里面|图里|图中|图上|写)(?:写)?(?:了|的)?(?:是)?(?:些)?什么(?:字|内容)?[？?]?$|^全文")]
    private static partial Regex ReadOut();

    [GeneratedRegex(@"^(?:what(?:'s| is| do you see| can you see| can be seen)(?: (?:in|on|shown (?:in|on)))? ?(?:" + Thing + @")?|describe ?(?:" + Thing + @")?|what (?:am i looking at|do you see|is this|did i (?:send|attach)|have you read)|look at " + Thing + @"|can you (?:read|see|open|hear) " + Thing + @")\W*$|^(?:这|那|图).{0,6}(?:是什么|有什么|是啥)[？?]?$|^(?:看到|看见)了?什么[？?]?$|^描述(?:一下)?.{0,8}$|^你(?:看到|看见|读到|听到)了?什么[？?]?$|^这是什么(?:文件|图片|东西)?[？?]?$")]
    private static partial Regex Describe();
}
