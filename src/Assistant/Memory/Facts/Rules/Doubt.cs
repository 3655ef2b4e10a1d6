using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules;

/// <summary>Sentences that state nothing: questions, conditions, wishes, plans, guesses, sarcasm, reports of what others say or think, examples.</summary>
internal static partial class Doubt
{
    public static bool IsIn(string sentence) =>
        Unreal().IsMatch(sentence) || Sarcasm().IsMatch(sentence) || Report().IsMatch(sentence)
        || UnrealHan().IsMatch(sentence) || SarcasmHan().IsMatch(sentence) || ReportHan().IsMatch(sentence);

    /// <summary>A sentence with a question mark, or one that begins as a question does.</summary>
    public static bool IsQuestion(string sentence) => Question().IsMatch(sentence) || QuestionHan().IsMatch(sentence);

    [GeneratedRegex(@"^\W*(?:(?:so|and|but|hey|hi|ok|okay|well|please|tell me|remind me|do you know|sorry),? )*(?:do|does|did|is|are|am|was|were|can|could|would|should|will|shall|have|has|had|where|what|who|whose|how|why|when|which|may|might)\b(?! i (?:mean|meant)\b)|\?\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Question();

    [GeneratedRegex(@"[？?]\s*$|(?:吗|呢|么)[。！!？?]*\s*$|哪里|哪儿|什么时候|是不是|有没有|谁知道|怎么办|为什么|多少(?!次)")]
    private static partial Regex QuestionHan();

    [GeneratedRegex(@"\b(?:if|whether|unless|suppose|supposing|supposedly|imagine|imagining|pretend|pretending|let's say|let us say|let's assume|say i\b|what if|assuming|assume|hypothetically|in theory|theoretically|would|wish|wished|hope|hopefully|hoping|dream(?:s|ed|t|ing)?|maybe|perhaps|might|could|may (?:be|have|move|take|get|go|work|live)|probably|possibly|presumably|almost|nearly|planning|plan to|plans to|thinking (?:of|about)|considering|consider|(?:want|wants|wanted|wanting) (?:me |us |him |her )?to|wanna|gonna|intend|try to|trying to|tried to|about to|should|ought to|as though|in case|unsure|not sure|for example|for instance|e\.g|(?<![.@\w-])example(?![.\w@])|sample|fictional|character|novel|in my (?:dream|game|story|book)|in the (?:game|story|movie|film|book|play)|looking for|applied (?:to|for|at)|applying|interview(?:ed|ing)?|fancy|once i|when i (?:grow|retire|am old)|as long as|provided that|lest|rather than|were to|or maybe|either|used to dream)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Unreal();

    [GeneratedRegex(@"(?:^|\s)/s\b|\b(?:yeah,? right|oh,? (?:sure|great|wonderful|yes|fantastic|brilliant|joy)|sure,? (?:sure|because)|as if|kidding|joking|lol|haha+|hahaha|rofl|said no one|in your dreams|(?:king|queen|emperor|pope|president|santa|batman|superman|god|prime minister) of\b|i am (?:the )?(?:santa|batman|superman|napoleon|elvis|god|pope)|my other (?:car|house|yacht)|how lovely|just what i (?:need|needed|wanted)|(?:simply|just|absolutely|so|totally|really) (?:love|enjoy|adore) (?:it when|how|when|being|waiting|paying|queu|repeating|spending|sitting|standing|getting|talking to (?:robots|machines))|(?:love|enjoy|like) (?:it when|how|being (?:ignored|on hold|charged)|waiting|queu(?:e)?ing|paying (?:twice|extra|more)|repeating myself)|thanks for nothing|the moon|on mars|mars|hogwarts|narnia|atlantis|million(?:aire)?s? of)\b|🙄|😏|😜|😉|🤡|\bnot!\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Sarcasm();

    [GeneratedRegex(@"(?<!\b(?:i|as i|already|i have|i had|i just|like i) )\b(?:says?|said|saying|told|tells|telling|claims?|claimed|thinks?|thought|believes?|believed|writes|wrote|states|stated|reads|mentioned|mentions|insists?|insisted|asked|asks|wants?|wanted|assumes|assumed|reckons|heard|rumou?r|replied|suggests?|suggested|guessed|guesses|expects?|quotes?|quoting|according to|apparently|allegedly|seems?|pretends?)\b|\b(?:you|they|people|everyone|everybody|someone|somebody) (?:all )?(?:say|think|believe|claim|assume|keep saying|call me|tell)\b|\bi (?:have )?(?:heard|read|thought|guess)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Report();

    [GeneratedRegex("如果|假如|假设|假使|要是|倘若|万一|若是|要不是|希望|但愿|想要|想搬|想住|想去|想换|想当|想成为|我想|很想|打算|计划|准备|考虑|也许|可能|大概|或许|说不定|差点|几乎|应该|将来|有朝一日|梦见|梦到|梦想|幻想|假装|比如|例如|例句|就好了|的话|除非|好像|似乎|不确定|申请|面试|据说|小说里|游戏里|电影里|故事里|恨不得|巴不得|本来要|宁愿")]
    private static partial Regex UnrealHan();

    [GeneratedRegex("呵呵|哈哈|才怪|真是太|可真|好极了呢|谢谢您嘞|鬼才|笑死|反话|当然啦|最喜欢(?:等|排队|被)|太喜欢(?:等|排队|被|加班|堵车)|月球|火星|世界首富|皇帝|外星|国王|秦始皇|神仙")]
    private static partial Regex SarcasmHan();

    [GeneratedRegex("(?<!我)(?:(?<!是)说(?!错)|告诉|以为|认为|觉得|声称|写道|写着|问)(?!日语|法语|英语|.{0,4}[语文话])|听说|传闻|据(?!我)|别人都|大家都|有人|同事们都|叫我去|让我|要我|想让")]
    private static partial Regex ReportHan();
}
