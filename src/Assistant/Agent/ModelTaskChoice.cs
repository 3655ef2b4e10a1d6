using System.Text.RegularExpressions;

namespace Assistant.Agent;

/// <summary>
/// Tells by its words which prompt a model gets for a message, in English and Chinese. When in doubt it is a question: the answering prompt can do all of it.
/// Not what <see cref="Extractive.Questions.TaskRequest"/> tells: without a model a question that is taken for a task goes unanswered, so that one takes less for a task, and knows tasks that a model needs no prompt for.
/// </summary>
internal static partial class ModelTaskChoice
{
    private const int LooksAt = 300;

    public static ModelTask Of(string message)
    {
        var begin = message.Length <= LooksAt ? message : message[..LooksAt];
        return Json().IsMatch(begin) ? ModelTask.Extract
            : Summarise().IsMatch(begin) ? ModelTask.Summarise
            : Translate().IsMatch(begin) ? ModelTask.Translate
            : Classify().IsMatch(begin) ? ModelTask.Classify
            : Rewrite().IsMatch(begin) ? ModelTask.Rewrite
            : Write().IsMatch(begin) ? ModelTask.Write
            : ModelTask.Answer;
    }

    /// <summary>Name of the prompt.</summary>
    public static string Prompt(ModelTask task) => task switch
    {
        ModelTask.Summarise => "summarise",
        ModelTask.Translate => "translate",
        ModelTask.Rewrite => "rewrite",
        ModelTask.Classify => "classify",
        ModelTask.Extract => "extract",
        ModelTask.Write => "write",
        _ => "answer",
    };

    private const string Please = @"^\W*((hi|hello|hey)\b\W*)?((could|can|would|will) you (please )?|please |kindly |i('d| would) like you to |i (want|need) you to |help me (to )?|let's )*";

    [GeneratedRegex(@"\b(extract|give|return|output|put|list|read|convert|pull)\b[^.?!]{0,80}\b(as|in|into|to) (a )?json\b|\bjson\b[^.?!]{0,20}\b(of|with|from)\b|(提取|抽取|输出|转成|转换|整理)[^。？！]{0,40}json|json[^。？！]{0,10}(格式|形式|输出)", RegexOptions.IgnoreCase)]
    private static partial Regex Json();

    [GeneratedRegex(Please + @"(summari[sz]e|sum up|condense|recap|give (me )?(a |an |the )?(\w+ ){0,2}(summary|overview|gist|tl;?dr)|tl;?dr)\b|\bin (a nutshell|one sentence)\W*$|(总结|概括|概述|摘要|归纳|小结)(一下|下|这|本|上|以下|全|内容|文|一|$)|^(请|帮我|帮忙|麻烦)*(总结|概括|概述|归纳|小结|写(一个|个)?摘要)", RegexOptions.IgnoreCase)]
    private static partial Regex Summarise();

    [GeneratedRegex(Please + @"translate\b|\b(in|into) (english|chinese|german|french|spanish|italian|japanese|korean|dutch|polish|portuguese|russian)\W*$(?<=translat.{0,200})|^(请|帮我|帮忙|麻烦|把[^。]{1,200})*(翻译|译成|译为)|(翻译|译)(成|为)[一-鿿]{1,4}[语文]", RegexOptions.IgnoreCase)]
    private static partial Regex Translate();

    [GeneratedRegex(Please + @"(classify|categori[sz]e|label (this|these|each)|sort (this|these|it|them) into)\b|^(请|帮我|把[^。]{1,100})*(分类|归类)|(属于|归为)(哪|什么)(一)?类", RegexOptions.IgnoreCase)]
    private static partial Regex Classify();

    [GeneratedRegex(Please + @"(rewrite|rephrase|paraphrase|reword|proofread|polish|shorten|simplify|correct (the |my |this )|make (this|it|the (text|mail|email|letter)) (\w+ ){0,2}(shorter|politer|polite|simpler|clearer|more \w+|less \w+|formal|friendlier))\b|^(请|帮我|把[^。]{1,200})*(改写|重写|润色|校对|精简|缩短|改得)", RegexOptions.IgnoreCase)]
    private static partial Regex Rewrite();

    [GeneratedRegex(Please + @"(write|draft|compose|reply to|create|generate|make up|invent|tell me)\b[^.?!\n]{0,60}\b(e-?mail|mail|letter|reply|answer to|message|text|poem|story|joke|haiku|limerick|slogan|speech|announcement|post|report|invitation|note|function|script|program|code|query|regex|regular expression|class|method|macro|formula|unit tests?|list of ideas|ideas)\b|^(请|帮我|帮忙|给我)*(写|起草|拟|草拟|回复|编|讲|作)(一|个|封|段|首|份|篇|条|点)*[^。？！\n]{0,30}(邮件|信|回信|回复|诗|故事|笑话|代码|函数|程序|脚本|通知|公告|文案|发言|演讲|邀请|口号|正则|查询|短文|文章|句子)", RegexOptions.IgnoreCase)]
    private static partial Regex Write();
}
