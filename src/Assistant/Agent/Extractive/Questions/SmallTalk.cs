using System.Text.RegularExpressions;
using Assistant.Agent.Extractive.Words;

namespace Assistant.Agent.Extractive.Questions;

internal enum Courtesy { None, Greeting, Thanks, Goodbye, Help, Identity, WellBeing }

/// <summary>Messages that ask nothing of the evidence: greetings, thanks, goodbyes, "what can you do", in English and Chinese.</summary>
internal static partial class SmallTalk
{
    private const int Longest = 80;

    public static Courtesy Of(string message)
    {
        var text = Normal.Of(message).Trim(' ', '.', '!', '?', ',', '~', '。', '！', '？', '，', '…', '\n', '\r');
        if (text.Length is 0 or > Longest)
            return Courtesy.None;
        // "Hello, what can you do?" asks what it can do.
        return Plain(text) is var whole and not Courtesy.None ? whole : Plain(Opening().Replace(text, ""));
    }

    private static Courtesy Plain(string text) => text switch
    {
        _ when Greeting().IsMatch(text) => Courtesy.Greeting,
        _ when Thanks().IsMatch(text) => Courtesy.Thanks,
        _ when Goodbye().IsMatch(text) => Courtesy.Goodbye,
        _ when Help().IsMatch(text) => Courtesy.Help,
        _ when Identity().IsMatch(text) => Courtesy.Identity,
        _ when WellBeing().IsMatch(text) => Courtesy.WellBeing,
        _ => Courtesy.None,
    };

    private const string Greetings = "hi+|hey+|hello+|hallo|howdy|greetings|good (?:morning|afternoon|evening|day)|morning|evening";
    private const string ChineseGreetings = "你好|您好|嗨|哈喽|哈罗|嘿|早|早上好|早安|上午好|中午好|下午好|晚上好|大家好|在吗|在不在|有人吗";
    private const string Addressee = @"(?:\s?,?\s?(?:there|all|everyone|assistant|again|team|bot|friend))?";

    [GeneratedRegex("^(?:" + Greetings + ")" + Addressee + "$|^(?:" + ChineseGreetings + ")(?:啊|呀|呢|助手)?$")]
    private static partial Regex Greeting();

    /// <summary>What comes before the thing itself: a greeting, "so", "please tell me".</summary>
    [GeneratedRegex("^(?:(?:" + Greetings + ")" + Addressee + @"[\s,.!]+|(?:" + ChineseGreetings + ")(?:啊|呀|呢|助手)?[\\s，,。.！!]*)?(?:(?:so|ok(?:ay)?|and|well)[\\s,]+)?(?:(?:please |can you |could you )?(?:tell|show) me |请问一?下?|请告诉我|告诉我)?")]
    private static partial Regex Opening();

    [GeneratedRegex(@"^(?:ok(?:ay)?,?\s|great,?\s|perfect,?\s|good,?\s|cool,?\s)?(?:many |so many )?(?:thanks|thank you|thx|ty|cheers|much appreciated|i appreciate it)(?: (?:a lot|very much|so much|again|for .{1,40}|a million))?" + Addressee + @"$|^(?:好的?，?|太好了，?)?(?:谢谢|多谢|感谢|谢了|非常感谢|辛苦了|谢谢您|谢谢你|太感谢了)(?:你|您|啦|了|啊|大家|的帮助)*$|^(?:great|perfect|awesome|well done|good job|nice|excellent|好的|很好|太棒了|不错)$")]
    private static partial Regex Thanks();

    [GeneratedRegex(@"^(?:(?:good ?)?bye(?:[ -]bye)?|see (?:you|ya)(?: later| soon| tomorrow)?|good night|take care|have a (?:nice|good|great) (?:day|evening|weekend|one)|that(?:'s| is) all(?: for (?:now|today))?|i'm done)" + Addressee + @"$|^(?:再见|拜拜|回见|晚安|下次见|明天见|先这样|就这样吧?|没事了)(?:啦|了|吧)?$")]
    private static partial Regex Goodbye();

    [GeneratedRegex(@"^/?(?:help(?: me)?(?: please)?|(?:what|which things) (?:can|could|do) you (?:do|help(?: me)? with|read|understand|support)(?: for me)?(?: here)?|what you can (?:do|help(?: me)? with)(?: for me)?|how (?:can|could|do) you help(?: me)?|what are your (?:features|abilities|skills)|what (?:are you able to|can i) (?:do|ask(?: you)?|send(?: you)?)(?: here)?|how (?:does this|do you) work|how (?:can|do) i use (?:this|you)|what (?:files|formats|languages) (?:can you read|do you (?:read|support|speak|understand)))$|^(?:帮助|帮帮我|帮忙|你(?:能|会|可以)(?:做|干|帮我做)?(?:些)?什么|你有什么功能|有什么功能|怎么用|如何使用|怎么使用|使用说明|能做什么|我能问什么|你(?:能|会|可以)帮我(?:做|干)?(?:些)?什么|你支持什么格式|你能读什么文件)$")]
    private static partial Regex Help();

    [GeneratedRegex(@"^(?:who|what) are you(?: exactly)?$|^what(?:'s| is) your name$|^are you (?:a |an )?(?:bot|robot|human|ai|real|machine|person|chatgpt)$|^(?:你是谁|你叫什么(?:名字)?|你是什么|你是(?:机器人|真人|人工智能|人|ai)吗)$")]
    private static partial Regex Identity();

    [GeneratedRegex(@"^how (?:are you(?: doing)?(?: today)?|is it going|do you do)$|^what's up$|^(?:你好吗|你怎么样|最近怎么样|近来可好)$")]
    private static partial Regex WellBeing();
}
