using System.Diagnostics;
using System.Text.Json;
using Assistant.Perception;

namespace Assistant.Benchmarks.Speech;

/// <summary>The recording of the folder long: long.ogg, and long.json with the seconds and the text of each stretch of speech.</summary>
internal static class LongRecording
{
    public static async Task<IReadOnlyList<SpeechClip>> DecodeAsync(string folder, string into)
    {
        var pcm = Path.Combine(into, "long.s16");
        using var ffmpeg = Process.Start("ffmpeg", ["-nostdin", "-loglevel", "error", "-i", Path.Combine(folder, "long.ogg"), "-ac", "1", "-ar", "16000", "-f", "s16le", pcm]);
        await ffmpeg.WaitForExitAsync();
        return [new("long.ogg", string.Join(' ', Stretches(folder).Select(stretch => stretch.Text)), pcm)];
    }

    /// <summary>Share of the stretches at whose start, within half a second, a segment starts.</summary>
    public static double StartsFound(string folder, List<SpeechSegment> heard) =>
        Stretches(folder).Select(stretch => heard.Any(segment => Math.Abs(segment.Start - stretch.Start) <= 0.5) ? 1.0 : 0).Average();

    private static List<(double Start, string Text)> Stretches(string folder)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "long.json")));
        return [.. document.RootElement.GetProperty("segments").EnumerateArray().Select(s => (s.GetProperty("start").GetDouble(), s.GetProperty("text").GetString()!))];
    }
}
