using System.Globalization;

namespace Assistant.Channels.BotFramework.Cards;

/// <summary>What the card of a person's memory says, in their language.</summary>
internal sealed record MemoryCardWords(string Language)
{
    private bool IsChinese => Language == "zh";

    public string Heading => IsChinese ? "我记住的关于您的内容" : "What I remember about you";
    public string Nothing => IsChinese ? "我没有记住关于您的任何事情。" : "I remember nothing about you.";
    public string SwitchedOff => IsChinese ? "本站没有启用长期记忆。" : "Remembering people is switched off at this site.";
    public string IsPaused => IsChinese ? "记忆已暂停：您现在说的内容我都不会记住。" : "Memory is paused: I remember nothing of what you say now.";
    public string Fallback => IsChinese ? "您的客户端无法显示这张卡片。请直接对我说，例如“忘掉我的地址”“暂停记忆”。" : "Your client cannot show this card. Tell me instead, for example \"forget my address\" or \"pause memory\".";
    public string Details => IsChinese ? "详情" : "Details";
    public string Previous => IsChinese ? "上一页" : "Previous";
    public string Next => IsChinese ? "下一页" : "Next";
    public string Pause => IsChinese ? "暂停记忆" : "Pause memory";
    public string Resume => IsChinese ? "恢复记忆" : "Resume memory";
    public string ForgetEverything => IsChinese ? "全部忘掉" : "Forget everything";
    public string ReallyEverything => IsChinese
        ? "要忘掉关于您的一切吗？包括从其他对话中记住的内容。此操作无法撤销。" : "Forget everything about you, also what I remember of other conversations? This cannot be undone.";

    public string YesEverything => IsChinese ? "是的，全部忘掉" : "Yes, forget everything";
    public string Back => IsChinese ? "返回" : "Back";
    public string Why => IsChinese ? "我为什么这样认为：" : "Why I think so:";
    public string Entered => IsChinese ? "您在列表中更正" : "you put it right in the list";
    public string Instead => IsChinese ? "正确的内容是：" : "What is right instead:";
    public string Correct => IsChinese ? "更正" : "Correct";
    public string Forget => IsChinese ? "忘掉" : "Forget";
    public string Corrected => IsChinese ? "已更正。" : "Thank you, I have put it right.";
    public string Forgotten => IsChinese ? "已忘掉这一点，以及提到它的消息。" : "Done: I have forgotten that, and the messages that you said it in.";
    public string AllForgotten => IsChinese ? "已忘掉关于您的一切。" : "Done: I have forgotten everything about you.";
    public string NotRemembered => IsChinese ? "这一点我已经不记得了。以下是我现在记住的内容。" : "I do not remember that any more. This is what I remember now.";
    public string WriteFirst => IsChinese ? "请先写下正确的内容。" : "Please write first what is right.";
    public string PausedNow => IsChinese ? "记忆已暂停。之前记住的内容仍然保留。" : "Memory is paused. What I remembered before stays.";
    public string ResumedNow => IsChinese ? "记忆已恢复。暂停期间说的内容我不会记住。" : "I remember again. What was said in the pause stays out.";
    public string Held => IsChinese
        ? "目前不能忘掉任何内容：关于您的资料按法律要求必须保留。请联系本服务的管理方。" : "I may not forget anything just now: what is kept of you is under a legal hold. Please ask whoever runs this assistant.";

    public string OnlyInPrivate => IsChinese
        ? "我记住的内容只属于本人，不在群里显示，也不在群里更改。请在与我的私聊里问我。" : "What I remember of somebody is theirs alone: in a group I neither show nor change it. Ask me in a personal chat.";

    public static string LanguageOf(string? asked, string? locale) =>
        asked is "zh" or "en" ? asked : locale?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) == true ? "zh" : "en";

    public string TooLong(int longest) => IsChinese ? $"最多 {longest} 个字符。" : string.Create(CultureInfo.InvariantCulture, $"At most {longest} characters, please.");

    public string Range(int first, int last, int all) => IsChinese ? $"第 {first}–{last} 条，共 {all} 条" : string.Create(CultureInfo.InvariantCulture, $"{first} to {last} of {all}");

    public string Day(DateTimeOffset day) => day.ToString(IsChinese ? "yyyy年M月d日" : "d MMMM yyyy", CultureInfo.InvariantCulture);
}
