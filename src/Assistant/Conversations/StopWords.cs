using System.Text.RegularExpressions;
using Assistant.Text;

namespace Assistant.Conversations;

/// <summary>Messages that stop the answer that is being written, instead of asking for one: "stop", "ok, that's enough", 别说了.</summary>
internal static partial class StopWords
{
    private static readonly MessageShape s_stop = new(
        [
            "stop", "cancel", "abort", "halt", "enough", "shut up", "quit", "stfu", "cut it out", "cut it", "stop it", "no need to continue", "dont continue", "no need to go on", "dont go on", "dont bother", "forget it stop", "break off", "end it",
            "停", "停止", "停下", "停一下", "停下来", "取消", "打住", "别写了", "别说了", "别讲了", "别生成了", "别回答了", "别弄了", "别输出了", "不要写了", "不要说了", "不要再写", "不要再说", "不要再继续", "别再写", "别再说", "别继续", "不用写了", "不用说了", "不用回答了", "不用继续", "不用再写", "不用再说", "够了", "中止", "终止", "闭嘴", "住口", "行了别", "先停", "暂停",
        ],
        [
            "it", "that", "thats", "this", "please", "pls", "plz", "now", "ok", "okay", "writing", "typing", "talking", "generating", "answering", "responding", "there", "right", "already", "the", "your", "answer", "response", "reply", "output",
            "thanks", "thank", "you", "no", "hey", "just", "for", "nvm", "sorry", "wait", "immediately", "generation", "can", "could", "would", "im", "good", "i", "have", "got", "what", "need", "all", "here", "a", "sec", "second", "oh", "whoa", "hang on", "hold on", "request", "text", "message", "too", "long", "much", "its", "is", "me", "go", "on", "anymore", "more",
            "请", "一下", "吧", "了", "啊", "呀", "先", "你", "别", "不要", "不用", "回答", "生成", "输出", "写", "说", "好了", "好", "行了", "马上", "立刻", "立即", "快", "给我", "可以", "已经", "继续", "麻烦", "赶紧", "谢谢", "等等", "等一下", "我", "知道", "就", "到这里", "到这", "这里", "这", "吗", "能", "当前", "再", "喂", "太", "长", "多", "啰嗦", "任务", "操作", "下去", "来", "住", "给",
        ], longest: 40);

    public static bool IsStop(InboundMessage message) =>
        message.Kind == InboundKind.Message && message.Attachments.Count == 0 && message.Value is null && IsStop(message.Text);

    public static bool IsStop(string text) => text.Trim() == "/stop" || (s_stop.Fits(text) && (!Question().IsMatch(text) || AsksToStop().IsMatch(text)));

    [GeneratedRegex(@"[?？]|吗")]
    private static partial Regex Question();

    /// <summary>"Can you stop?", 能停一下吗; not "can I cancel it?", which is about something else.</summary>
    [GeneratedRegex(@"^(?!.*\bcancel)(?!.*\bi\b).*\b(can|could|would|will) (you|u|we)\b|^(?!.*取消)(能|可以|可不可以|能不能|麻烦|请).*(停|别|打住)", RegexOptions.IgnoreCase)]
    private static partial Regex AsksToStop();
}
