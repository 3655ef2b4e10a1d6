namespace Assistant.Text;

/// <summary>A length of time in words, in its largest fitting unit and rounded up: whoever waits so long is not early.</summary>
internal static class SpanWording
{
    public static string Say(TimeSpan span, string language)
    {
        var (amount, english, chinese) = span switch
        {
            _ when span < TimeSpan.FromMinutes(2) => (span.TotalSeconds, "second", "秒"),
            _ when span < TimeSpan.FromHours(2) => (span.TotalMinutes, "minute", "分钟"),
            _ => (span.TotalHours, "hour", "小时"),
        };
        var whole = Math.Max(1, (long)Math.Ceiling(amount));
        return language == "zh" ? $"{whole} {chinese}" : $"{whole} {english}{(whole == 1 ? "" : "s")}";
    }
}
