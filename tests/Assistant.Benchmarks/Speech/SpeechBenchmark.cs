using System.Diagnostics;
using System.Text.Json;
using Assistant.Inference;
using Assistant.Perception;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Benchmarks.Speech;

/// <summary>
/// Moonshine on read English (the folder speech/ljspeech of ASSISTANT_DATA_SETS: *.flac and transcripts.tsv) against @huggingface/transformers on the same files.
/// Both hear one recording after the other, already decoded, with loaded models; the peer is told where no cutting is needed and has no voice detection to run.
/// </summary>
internal static class SpeechBenchmark
{
    public static async Task<int> RunAsync()
    {
        var data = Path.Combine(Environment.GetEnvironmentVariable("ASSISTANT_DATA_SETS") ?? "", "speech", "ljspeech");
        if (!Directory.Exists(data))
            return Fail($"Set ASSISTANT_DATA_SETS to the folder of data sets ({data} is missing).");
        var decoded = Directory.CreateTempSubdirectory("speech-benchmark");
        try
        {
            var clips = await SpeechClips.DecodeAsync(data, decoded.FullName);
            var ours = await OursAsync(clips);
            var peer = await SpeechPeer.RunAsync(clips);
            Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object?>
            {
                ["name"] = "speech",
                ["wer"] = Math.Round(ours.Errors.Value, 4),
                ["seconds"] = Math.Round(ours.Seconds, 2),
                ["peer_wer"] = peer is null ? null : Math.Round(peer.Errors.Value, 4),
                ["peer_seconds"] = peer is null ? null : Math.Round(peer.Seconds, 2),
                ["ratio"] = peer is null ? null : Math.Round(ours.Seconds / peer.Seconds, 3),
                ["rss_mb"] = ours.Megabytes,
                ["audio_seconds"] = Math.Round(clips.Sum(clip => clip.Seconds), 1),
                ["cpu_seconds"] = Math.Round(ours.CpuSeconds, 2),
                ["peer_cpu_seconds"] = peer is null ? null : Math.Round(peer.CpuSeconds, 2),
            }));
            return 0;
        }
        finally
        {
            decoded.Delete(recursive: true);
        }
    }

    private static async Task<SpeechFigures> OursAsync(IReadOnlyList<SpeechClip> clips)
    {
        await using var services = new ServiceCollection().AddLogging()
            .AddAssistantInference(new ConfigurationBuilder().AddEnvironmentVariables("ASSISTANT_").Build())
            .BuildServiceProvider();
        var speech = services.GetRequiredService<ISpeechRecognizer>();
        await HearAsync(speech, clips[0]);
        var errors = new WordErrorRate();
        using var process = Process.GetCurrentProcess();
        var (watch, cpu) = (Stopwatch.StartNew(), process.TotalProcessorTime);
        foreach (var clip in clips)
        {
            var text = await HearAsync(speech, clip);
            errors.Add(clip.Text, text);
            if (Environment.GetEnvironmentVariable("SPEECH_VERBOSE") is not null)
                Console.Error.WriteLine($"{clip.Name}\t{text}");
        }
        watch.Stop();
        process.Refresh();
        return new(errors, watch.Elapsed.TotalSeconds, (process.TotalProcessorTime - cpu).TotalSeconds, (int)(process.PeakWorkingSet64 >> 20));
    }

    private static async Task<string> HearAsync(ISpeechRecognizer speech, SpeechClip clip)
    {
        await using var pcm = File.OpenRead(clip.Pcm);
        var said = new List<string>();
        await foreach (var segment in speech.TranscribeAsync(pcm, "en", null, CancellationToken.None))
            said.Add(segment.Text);
        return string.Join(' ', said);
    }

    private static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return 1;
    }
}
