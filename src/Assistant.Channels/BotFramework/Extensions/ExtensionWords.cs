using System.Globalization;
using Assistant.Memory.Facts;

namespace Assistant.Channels.BotFramework.Extensions;

/// <summary>What the message extensions say, in the person's language.</summary>
internal sealed record ExtensionWords(string Language)
{
    private bool IsChinese => Language == "zh";

    public string Title => IsChinese ? "询问助手" : "Ask Assistant";
    public string Question => IsChinese ? "您想知道什么？" : "What do you want to know?";
    public string Placeholder => IsChinese ? "例如：截止日期是哪天？" : "For example: when is it due?";
    public string Ask => IsChinese ? "提问" : "Ask";
    public string NoText => IsChinese ? "这条消息没有可读的文字。图片和文件请直接发给我。" : "This message has no text to read. Send pictures and files to me directly.";
    public string NoQuestion => IsChinese ? "请先写下问题。" : "Please write a question first.";
    public string Stopped => IsChinese ? "没有回答。请再试一次。" : "There is no answer. Please try again.";
    public string ComesLater => IsChinese ? "这需要多一点时间。回答会发到您与我的私聊里。" : "This takes a little longer. The answer comes in your personal chat with me.";
    public string CannotCome => IsChinese
        ? "这需要更多时间，而您还没有与我的私聊，回答无法送达。请先和我私聊，再试一次。" : "This takes longer, and there is no personal chat with me that the answer could come to. Write to me there once, then try again.";

    public string NothingFound => IsChinese ? "没有找到。" : "Nothing found.";
    public string SwitchedOff => IsChinese ? "本站没有启用长期记忆。" : "Remembering people is switched off at this site.";
    public string Fact => IsChinese ? "我记住的" : "what I remember";

    public string TooLong(int longest) => IsChinese ? $"问题最多 {longest} 个字符。" : string.Create(CultureInfo.InvariantCulture, $"A question has at most {longest} characters.");

    public string LaterTo(string question) => IsChinese ? $"您问的“{question}”：" : $"You asked \"{question}\":";

    /// <summary>A file name for a message: of whom, and when.</summary>
    public string NameOf(string? author, DateTimeOffset? at) => (author, at) switch
    {
        ({ } name, { } when) => IsChinese ? $"{name} {Day(when)}的消息" : $"Message of {name}, {Day(when)}",
        ({ } name, null) => IsChinese ? $"{name}的消息" : $"Message of {name}",
        (null, { } when) => IsChinese ? $"{Day(when)}的消息" : $"Message of {Day(when)}",
        _ => IsChinese ? "消息" : "Message",
    };

    public string SourceOf(UtteranceSource source) => source switch
    {
        UtteranceSource.User => IsChinese ? "您说的" : "you said",
        UtteranceSource.Assistant => IsChinese ? "我回答的" : "I answered",
        UtteranceSource.Picture => IsChinese ? "图片里的" : "from a picture",
        UtteranceSource.Recording => IsChinese ? "录音里的" : "from a recording",
        UtteranceSource.Document => IsChinese ? "文档里的" : "from a document",
        UtteranceSource.Published => IsChinese ? "为所有人发布的" : "published for everybody",
        _ => IsChinese ? "其他来源" : "from elsewhere",
    };

    public string Day(DateTimeOffset day) => day.ToString(IsChinese ? "yyyy年M月d日" : "d MMMM yyyy", CultureInfo.InvariantCulture);
}
