using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules;

/// <summary>
/// What of a message is the writer's own: blank (same length, so that places stay) in place of quotations, quoted lines, code, mail and chat
/// that was pasted, and everything behind "here is the mail:" or an order to translate or to summarise.
/// </summary>
internal static partial class OwnWords
{
    /// <summary>A message longer than that is a pasted text, not a sentence about oneself.</summary>
    private const int Longest = 2_000;

    public static string Of(string text)
    {
        if (text.Length > Longest || Joke().IsMatch(text))
            return "";
        var own = Pasted().Replace(text, Blank);
        own = Quoted().Replace(own, Blank);
        own = Handed().Replace(own, Blank);
        return Orders().IsMatch(own) ? "" : own;
    }

    private static string Blank(Match match) => new(' ', match.Length);

    [GeneratedRegex(@"\b(?:just kidding|only joking|just joking|kidding aside|jk|april fool'?s?|gotcha)\b|开玩笑|逗你|骗你的", RegexOptions.IgnoreCase)]
    private static partial Regex Joke();

    // Code, quoted lines, a mail's head or a forwarded message and all behind it, tags, what a tool or a system is made to say, a chat's lines.
    [GeneratedRegex(@"```[\s\S]*?(?:```|\z)|`[^`\n]+`|^[ \t]*[>|][^\n]*|^[ \t]*(?:[Ff]rom|FROM|To|Subject|SUBJECT|Sent|发件人|收件人|主题)\s*[:：][\s\S]*\z|^-{2,}[ \t]*(?i:original|forwarded|begin|start|原始邮件|转发)[\s\S]*\z|<(?<t>[A-Za-z_]+)[^>]*>[\s\S]*?</\k<t>>|<!--[\s\S]*?-->|(?i:\[(?:image|picture|photo|document|file|ocr|tool|system|attachment|note to|inst|图片|文件|系统|工具|附件)[^\]]*\])[\s\S]*\z|^[ \t]*#*[ \t]*(?i:system|assistant|user|tool|developer|ai|系统|助手)(?i: (?:prompt|message|note|result|output))?[ \t]*[:：][\s\S]*\z|^[ \t]*\[?\d{1,2}:\d{2}(?: ?[ap]m)?\]?[ \t]+\p{L}[^\n]{0,30}:[^\n]*|^[ \t]*\p{Lu}[\p{L}]{1,20}[ \t]?(?:\(\d{1,2}:\d{2}\))?:[ \t][^\n]*\n(?=[ \t]*\p{Lu}[\p{L}]{1,20}[ \t]?:)[\s\S]*\z", RegexOptions.Multiline)]
    private static partial Regex Pasted();

    [GeneratedRegex("\"[^\"\n]{1,600}\"|“[^”]{1,600}”|„[^“”]{1,600}[“”]|«[^»]{1,600}»|「[^」]{1,600}」|『[^』]{1,600}』|《[^》]{1,100}》|(?<![\\p{L}\\d])'(?=[^'\n]*\\s)[^\n]{2,300}?[\\p{L}.!?]'(?![\\p{L}])|(?<![\\p{L}\\d])‘[^’\n]{1,300}’(?![\\p{L}])")]
    private static partial Regex Quoted();

    // "here is the mail:", "the letter says:", "它写着：" and all behind it.
    [GeneratedRegex(@"\b(?:here(?:'s| is| are)|this is|see|below|following|attached|pasted?|forwarded|got this|received this|(?<!\b(?:my|our) (?:\w+ )?)(?:document|letter|mail|e-?mail|page|website|screenshot|picture|photo|image|pdf|file|text|post|article|form|tool|note|slide|sign|label|sticker|invoice|transcript|recording|voicemail|caption|footer)\b[^.!?\n:]{0,40})[^.!?\n:]{0,60}:(?!\s*[\w.+-]+@[\w.-]+\W*$)[\s\S]*\z|(?:以下|下面|原文|内容如下|写着|写道|转发|收到(?:一封|这封|的)?(?:邮件|短信|信)|(?:图片|文件|(?<!电子|我的?)邮件(?!地址|是)|截图|文档|网页|工具)[^。！？\n：]{0,20})[^。！？\n：]{0,20}[：:](?!\s*[\w.+-]+@)[\s\S]*\z", RegexOptions.IgnoreCase)]
    private static partial Regex Handed();

    [GeneratedRegex(@"^\W*(?:please |can you |could you |kindly )*(?:translate|rewrite|rephrase|reword|proofread|summari[sz]e|paraphrase|correct(?! my (?:\w+ )?(?:address|number|name|e-?mail))|fix|check the (?:grammar|spelling)|write(?! (?:to )?(?:me\b|us\b|\S+@|in \p{L}+(?: from now on)?(?:,? please)?\W*$))|draft|compose|spell|say|read out|repeat|role-?play|complete)\b|^\W*(?:请|帮我|麻烦)*(?:把.{0,200})?(?:翻译|译成|翻成|改写|润色|写一|起草|造句|总结|续写|复述|跟我读)|翻译成|译成.{0,3}文", RegexOptions.IgnoreCase)]
    private static partial Regex Orders();
}
