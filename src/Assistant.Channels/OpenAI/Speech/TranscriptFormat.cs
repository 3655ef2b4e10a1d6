using System.Globalization;
using System.Text;
using Assistant.Perception;

namespace Assistant.Channels.OpenAI.Speech;

internal enum TranscriptFormat
{
    Json,
    VerboseJson,
    Text,

    /// <summary>SubRip subtitles.</summary>
    Srt,

    /// <summary>WebVTT, https://www.w3.org/TR/webvtt1/.</summary>
    Vtt,
}

/// <summary>What was heard as text for people and as subtitles for players.</summary>
internal static class TranscriptFormats
{
    /// <summary>Null when there is no such format.</summary>
    public static TranscriptFormat? Of(string? name) => name switch
    {
        null or "" or "json" => TranscriptFormat.Json,
        "verbose_json" => TranscriptFormat.VerboseJson,
        "text" => TranscriptFormat.Text,
        "srt" => TranscriptFormat.Srt,
        "vtt" => TranscriptFormat.Vtt,
        _ => null,
    };

    public static string Srt(IReadOnlyList<SpeechSegment> segments) =>
        string.Concat(segments.Select((segment, i) => string.Create(CultureInfo.InvariantCulture, $"{i + 1}\n{Time(segment.Start, ',')} --> {Time(segment.End, ',')}\n{segment.Text.Trim()}\n\n")));

    public static string Vtt(IReadOnlyList<SpeechSegment> segments)
    {
        var text = new StringBuilder("WEBVTT\n\n");
        foreach (var segment in segments)
            text.Append(CultureInfo.InvariantCulture, $"{Time(segment.Start, '.')} --> {Time(segment.End, '.')}\n{Escape(segment.Text.Trim())}\n\n");
        return text.ToString();
    }

    /// <summary>hh:mm:ss and milliseconds.</summary>
    private static string Time(double seconds, char point)
    {
        var time = TimeSpan.FromMilliseconds(Math.Round(seconds * 1000));
        return string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours:00}:{time.Minutes:00}:{time.Seconds:00}{point}{time.Milliseconds:000}");
    }

    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
