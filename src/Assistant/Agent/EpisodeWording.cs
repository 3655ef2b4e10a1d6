using System.Globalization;
using Assistant.Memory.Facts;
using Assistant.Memory.LongTerm;

namespace Assistant.Agent;

/// <summary>Says where something remembered stood, and whose words it is: only what a person wrote was said by them.</summary>
internal static class EpisodeWording
{
    /// <summary>A conversation for people: its title and the day.</summary>
    public static string Source(string? title, DateTimeOffset at, string language)
    {
        var day = Day(at, language);
        var name = title?.TrimEnd(' ', '.', ',', '!', '?', '。', '，', '！', '？');
        return string.IsNullOrEmpty(name) ? day : language == "zh" ? $"“{name}”，{day}" : $"“{name}”, {day}";
    }

    /// <summary>A fact's source: the day on which the person told it.</summary>
    public static string Told(DateTimeOffset at, string language) => language == "zh" ? $"您在{Day(at, language)}告诉我的" : $"what you told me on {Day(at, language)}";

    /// <summary>What operators published.</summary>
    public static string Published(DateTimeOffset at, string language) => language == "zh" ? $"{Day(at, language)}发布" : $"published on {Day(at, language)}";

    public static string Where(RecalledItem item, string source, string language) => item.Source switch
    {
        UtteranceSource.User => language == "zh" ? $"您之前说过（{source}）：" : $"You told me earlier ({source}):",
        UtteranceSource.Assistant => language == "zh" ? $"我之前回答过（{source}）：" : $"I answered earlier ({source}):",
        UtteranceSource.Recording => language == "zh" ? $"之前的录音里提到（{source}）：" : $"In a recording from earlier ({source}):",
        UtteranceSource.Picture or UtteranceSource.Document => language == "zh" ? $"之前发来的{item.Speaker}里写着（{source}）：" : $"It stood in {item.Speaker}, sent earlier ({source}):",
        UtteranceSource.Published => language == "zh" ? "这里为所有人发布的信息：" : "This is published here for everybody:",
        _ => language == "zh" ? $"之前的对话里提到（{source}）：" : $"From an earlier conversation ({source}):",
    };

    private static string Day(DateTimeOffset at, string language) => at.ToString(language == "zh" ? "yyyy年M月d日" : "d MMMM yyyy", CultureInfo.InvariantCulture);
}
