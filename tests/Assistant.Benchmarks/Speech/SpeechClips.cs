using System.Diagnostics;

namespace Assistant.Benchmarks.Speech;

/// <param name="Pcm">File with 16 kHz mono signed 16-bit samples, without header.</param>
internal sealed record SpeechClip(string Name, string Text, string Pcm)
{
    public double Seconds => new FileInfo(Pcm).Length / 32_000.0;
}

/// <summary>The recordings of a folder with a transcripts.tsv, decoded by ffmpeg before anything is timed.</summary>
internal static class SpeechClips
{
    public static async Task<IReadOnlyList<SpeechClip>> DecodeAsync(string folder, string into)
    {
        var clips = new List<SpeechClip>();
        foreach (var line in await File.ReadAllLinesAsync(Path.Combine(folder, "transcripts.tsv")))
        {
            if (line.Split('\t') is not [var name, var text])
                continue;
            var pcm = Path.Combine(into, Path.ChangeExtension(name, ".s16"));
            using var ffmpeg = Process.Start("ffmpeg", ["-nostdin", "-loglevel", "error", "-i", Path.Combine(folder, name), "-ac", "1", "-ar", "16000", "-f", "s16le", pcm]);
            await ffmpeg.WaitForExitAsync();
            clips.Add(new(name, text, pcm));
        }
        return clips;
    }
}
