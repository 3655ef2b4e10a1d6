using System.Text.RegularExpressions;
using Assistant.Agent.Extractive.Words;
using Assistant.Text;

namespace Assistant.Agent.Tasks;

/// <summary>Tells by its words what a message wants done, in English and Chinese. When in doubt it is a question: whoever answers can do most of it.</summary>
internal static partial class MessageTasks
{
    private const int LooksAt = 300;

    public static MessageTask Of(string message)
    {
        var begin = Begin(message);
        if (begin.Length == 0)
            return MessageTask.Answer;
        if (Json().IsMatch(begin))
            return MessageTask.Extract;
        var text = Normal.Of(begin).Trim();
        if (Classify().IsMatch(text))
            return MessageTask.Classify;
        if ((HanWords.AreIn(begin) ? ChineseTasks.Of(begin) : EnglishTasks.Of(begin)) is { } task)
            return task;
        return ReadOut().IsMatch(text) ? MessageTask.ReadOut : Describe().IsMatch(text) ? MessageTask.Describe : MessageTask.Answer;
    }

    /// <summary>Name of the prompt.</summary>
    public static string Prompt(MessageTask task) => task switch
    {
        MessageTask.Summarise => "summarise",
        MessageTask.Translate => "translate",
        MessageTask.Rewrite => "rewrite",
        MessageTask.Classify => "classify",
        MessageTask.Extract => "extract",
        MessageTask.Write => "write",
        _ => "answer",
    };

    /// <summary>What is asked: the first line and the last, without the text that follows a colon, which is what it is to be done with.</summary>
    private static string Begin(string message)
    {
        var lines = message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var asked = lines.Length switch { 0 => "", 1 => lines[0], _ => lines[0].Length <= LooksAt && lines[^1].Length <= LooksAt ? $"{lines[0]} {lines[^1]}" : lines[0] };
        if (asked.IndexOf(": ", StringComparison.Ordinal) is > 8 and var at)
            asked = asked[..at];
        else if (asked.IndexOf('：', StringComparison.Ordinal) is > 3 and var wide)
            asked = asked[..wide];
        return asked.Length <= LooksAt ? asked : asked[..LooksAt];
    }

    private const string Thing = @"(?:it|this|that|them|these|those|(?:the|this|that|my|these|those)(?: \w+){0,2}? ?(?:picture|image|photo|screenshot|file|document|recording|voice note|note|audio|text|page|letter|mail|e-?mail|pdf|attachment|message|slides?|report|table|spreadsheet|video|scan)s?)";
    private const string HanThing = @"(?:这|那|该|此|上面|图|文|录|语|附|内容|全|一下|它)";

    [GeneratedRegex(@"\b(extract|give|return|output|put|list|read|convert|pull)\b[^.?!]{0,80}\b(as|in|into|to) (a )?json\b|\bjson\b[^.?!]{0,20}\b(of|with|from)\b|(提取|抽取|输出|转成|转换|整理)[^。？！]{0,40}json|json[^。？！]{0,10}(格式|形式|输出)", RegexOptions.IgnoreCase)]
    private static partial Regex Json();

    [GeneratedRegex(@"^(?:please |can you |could you |would you )*(?:classify|categori[sz]e|label|sort)\b.{0,80}\b(?:as|into|by|among|:)|^(?:please )?(?:classify|categori[sz]e) |^(?:请|帮我|麻烦)*(?:把.{0,20})?(?:分类|归类|归为)")]
    private static partial Regex Classify();

    [GeneratedRegex(@"^(?:please |can you |could you |would you )*(?:read|transcribe|type|copy|extract)\b(?: out| aloud| me)?(?: all| everything| the text| the words| text| the full text| the contents?)?(?: (?:of|from|in|on))? ?(?:" + Thing + @")?(?: (?:to|for) me| out(?: loud)?| aloud| please)*\W*$|^what does " + Thing + @" say\W*$|^what(?:'s| is| was)? (?:written|said|the text|the transcript)(?: (?:in|on|of))? ?(?:" + Thing + @")?(?: here| there)?\W*$|^(?:show|give) me the (?:full |whole )?(?:text|transcript)|^(?:请|帮我|麻烦)*(?:读|念|朗读|识别|提取|转写|抄写|转录)(?:一下|出来|给我听)?(?:文字|全文|内容|" + HanThing + @".{0,8})?(?:里|中|上)?(?:的)?(?:文字|全文|内容|字)?(?:来|一下|给我听|出来)?[。？?！!]?$|(?:上面|里面|图里|图中|图上|写)(?:写)?(?:了|的)?(?:是)?(?:些)?什么(?:字|内容)?[？?]?$|^全文")]
    private static partial Regex ReadOut();

    [GeneratedRegex(@"^(?:what(?:'s| is| do you see| can you see| can be seen)(?: (?:in|on|shown (?:in|on)))? ?(?:" + Thing + @")?|describe ?(?:" + Thing + @")?|what (?:am i looking at|do you see|is this|did i (?:send|attach)|have you read)|look at " + Thing + @"|can you (?:read|see|open|hear) " + Thing + @")\W*$|^(?:这|那|图).{0,6}(?:是什么|有什么|是啥)[？?]?$|^(?:看到|看见)了?什么[？?]?$|^描述(?:一下)?.{0,8}$|^你(?:看到|看见|读到|听到)了?什么[？?]?$|^这是什么(?:文件|图片|东西)?[？?]?$")]
    private static partial Regex Describe();
}
