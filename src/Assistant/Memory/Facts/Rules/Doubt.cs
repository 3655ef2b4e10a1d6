using System.Text.RegularExpressions;
using Assistant.Memory.Facts.Rules.English;

namespace Assistant.Memory.Facts.Rules;

/// <summary>Sentences that state nothing: questions, conditions, wishes, plans, guesses, sarcasm, reports of what others say or think, examples.</summary>
internal static partial class Doubt
{
    public static bool IsIn(string sentence) =>
        EnglishDoubt.IsFramed(sentence) || EnglishDoubt.IsUncertain(sentence)
        || UnrealHan().IsMatch(sentence) || SarcasmHan().IsMatch(sentence) || ReportHan().IsMatch(sentence);

    /// <summary>A sentence with a question mark, or one that begins as a question does.</summary>
    public static bool IsQuestion(string sentence) => EnglishDoubt.IsQuestion(sentence) || QuestionHan().IsMatch(sentence);

    [GeneratedRegex(@"[？?]\s*$|(?:吗|呢|么)[。！!？?]*\s*$|哪里|哪儿|什么时候|是不是|有没有|谁知道|怎么办|为什么|多少(?!次)")]
    private static partial Regex QuestionHan();

    [GeneratedRegex("如果|假如|假设|假使|要是|倘若|万一|若是|要不是|希望|但愿|想要|想搬|想住|想去|想换|想当|想成为|我想|很想|打算|计划|准备|考虑|也许|可能|大概|或许|说不定|差点|几乎|应该|将来|有朝一日|梦见|梦到|梦想|幻想|假装|比如|例如|例句|就好了|的话|除非|好像|似乎|不确定|申请|面试|据说|小说里|游戏里|电影里|故事里|恨不得|巴不得|本来要|宁愿")]
    private static partial Regex UnrealHan();

    [GeneratedRegex("呵呵|哈哈|才怪|真是太|可真|好极了呢|谢谢您嘞|鬼才|笑死|反话|当然啦|最喜欢(?:等|排队|被)|太喜欢(?:等|排队|被|加班|堵车)|月球|火星|世界首富|皇帝|外星|国王|秦始皇|神仙")]
    private static partial Regex SarcasmHan();

    [GeneratedRegex("(?<!我)(?:(?<!是)说(?!错)|告诉|以为|认为|觉得|声称|写道|写着|问)(?!日语|法语|英语|.{0,4}[语文话])|听说|传闻|据(?!我)|别人都|大家都|有人|同事们都|叫我去|让我|要我|想让")]
    private static partial Regex ReportHan();
}
