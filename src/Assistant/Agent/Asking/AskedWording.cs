using Assistant.Agent.Extractive.Wording;
using Assistant.Text;

namespace Assistant.Agent.Asking;

/// <summary>The fixed sentences around questions that are asked back.</summary>
public static class AskedWording
{
    public static string WhichOne(string language) => Pick(language, "Which one do you mean?", "您指的是哪一个？");

    public static string NotOpen(string language) => Pick(language, "That question is no longer open; nothing was done. Please ask again.", "这个问题已经失效，什么都没有做。请重新提问。");

    public static string Gone(string language) => Pick(language, "I do not have that attachment any more. Please send it again.", "这个附件已经不在了，请重新发送。");

    public static string Declined(string language) => Pick(language, "All right, I did nothing.", "好的，我什么都没有做。");

    internal static string HowToChoose(string language) => Pick(language, "Answer with its number or its name.", "请回复编号或名称。");

    internal static string MayTool(string tool, string language) => Pick(language, $"May I run {tool}?", $"可以运行 {tool} 吗？");

    internal static string Run(string language) => Pick(language, "Yes, run it", "可以，运行");

    internal static string DoNotRun(string language) => Pick(language, "No", "不要");

    /// <summary>Each with its value, as code: what a model wrote is shown as it is.</summary>
    internal static string ArgumentsOf(WaitingCall call) => string.Join('\n', call.ReadableArguments().Select(argument => $"- {Markdown.Escape(argument.Name)}: {Markdown.Escape(argument.Value)}"));

    internal static string HowToAgree(TimeSpan lasts, string language) => Pick(language, $"Answer “yes” or “no” within {SpanWording.Say(lasts, language)}.", $"请在{SpanWording.Say(lasts, language)}内回复“是”或“否”。");

    internal static string Needs(string tool, string language) => Pick(language, $"To run {tool} I need to know a little more.", $"运行 {tool} 还需要一些信息。");

    /// <param name="hint">How to write it; may be empty.</param>
    /// <param name="isFirst">More is asked after it.</param>
    internal static string Say(string label, string hint, bool isFirst, string language) => Pick(language,
        $"{(isFirst ? "First" : "Please say")}: {label}{(hint.Length > 0 ? $" ({hint})" : "")}.", $"{(isFirst ? "先请回复" : "请回复")}：{label}{(hint.Length > 0 ? $"（{hint}）" : "")}。");

    internal static string Send(string language) => Pick(language, "Send", "提交");

    internal static string Cancel(string language) => Pick(language, "Cancel", "取消");

    internal static string HowToCancel(TimeSpan lasts, string language) => Pick(language, $"It waits for {SpanWording.Say(lasts, language)}; “cancel” ends it.", $"等待{SpanWording.Say(lasts, language)}；回复“取消”即可放弃。");

    /// <summary>Of a tool that was allowed, and begun by a run of the same turn that did not come to its end.</summary>
    internal static string Interrupted(string tool, string language) => Pick(language,
        $"I was interrupted while {tool} was running, so I do not know whether it was done. I have not run it again. Please check before you ask for it once more.",
        $"运行 {tool} 时我被中断，因此不知道它是否已经完成。我没有再次运行它。请先核实，再决定是否重新提出。");

    private static string Pick(string language, string english, string chinese) => Phrases.Pick(language, english, chinese);
}
