namespace Assistant.Notices;

/// <summary>What is said around a notice, and about notices, in the person's language.</summary>
internal static class NoticeWording
{
    /// <summary>The operator's text, and under it a quiet line that says how to stop notices: each time, as nobody looks for an old message when they have had enough.</summary>
    public static string Of(string text, bool urgent, string language) => language == "zh"
        ? $"{(urgent ? "**紧急通知** " : "")}{text.Trim()}\n\n*不想再收到通知？请回复“停止通知”。*"
        : $"{(urgent ? "**Urgent:** " : "")}{text.Trim()}\n\n*To get no more notices, write \"stop notices\".*";

    public static string Stopped(string language) => language == "zh"
        ? "好的，以后不再给您发送通知。想重新接收时，请说“恢复通知”。"
        : "OK, you will get no more notices here. To get them again, write \"turn notices back on\".";

    public static string Resumed(string language) => language == "zh" ? "好的，以后会继续给您发送通知。" : "OK, you will get notices again.";
}
