using System.Diagnostics;
using Assistant.Inference;
using Assistant.Perception;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Benchmarks.Speech;

/// <summary>
/// Whisper base on the recordings of ASSISTANT_DATA_SETS/speech (ljspeech: read English; mandarin; long: twelve minutes with silences and noise) against
/// @huggingface/transformers on the same model files (ASSISTANT_MODELS) and decoded recordings, one after the other, both told the language.
/// Errors: words with numbers spelled out, or characters of Chinese. The mode `beams` compares beam search with greedy decoding, `windows` what the encoder hears of a short recording.
/// </summary>
internal static class WhisperBenchmark
{
    private const string Model = "whisper-base";

    public static async Task<int> RunAsync(IReadOnlyList<string> modes)
    {
        var data = Path.Combine(Environment.GetEnvironmentVariable("ASSISTANT_DATA_SETS") ?? "", "speech");
        var models = (Environment.GetEnvironmentVariable("ASSISTANT_MODELS") ?? "").Split(':').FirstOrDefault(folder => Directory.Exists(Path.Combine(folder, Model)));
        if (models is null || !Directory.Exists(data))
        {
            Console.Error.WriteLine($"Set ASSISTANT_MODELS to a folder with {Model} and ASSISTANT_DATA_SETS to the folder of data sets.");
            return 1;
        }
        var decoded = Directory.CreateTempSubdirectory("whisper-benchmark");
        try
        {
            foreach (var mode in modes.Count > 0 ? modes : ["ljspeech", "mandarin", "long"])
                await (mode switch
                {
                    "beams" => BeamBenchmark.RunAsync(data, Model, decoded.FullName),
                    "windows" => WindowBenchmark.RunAsync(data, Model, decoded.FullName),
                    _ => RunAsync(mode, data, models, decoded.FullName),
                });
            return 0;
        }
        finally
        {
            decoded.Delete(recursive: true);
        }
    }

    private static async Task RunAsync(string mode, string data, string models, string decoded)
    {
        var (code, name) = mode == "mandarin" ? ("zh", "chinese") : ("en", "english");
        var folder = Path.Combine(data, mode);
        var clips = mode == "long" ? await LongRecording.DecodeAsync(folder, decoded) : await SpeechClips.DecodeAsync(folder, decoded);
        await using var services = new ServiceCollection().AddLogging()
            .AddAssistantInference(new ConfigurationBuilder().AddEnvironmentVariables("ASSISTANT_").Build())
            .BuildServiceProvider();
        var speech = services.GetRequiredService<ISpeechRecognizer>();
        await HearAsync(speech, clips[0], code);
        using var process = Process.GetCurrentProcess();
        var (watch, cpu) = (Stopwatch.StartNew(), process.TotalProcessorTime);
        var heard = new List<List<SpeechSegment>>();
        foreach (var clip in clips)
            heard.Add(await HearAsync(speech, clip, code));
        watch.Stop();
        process.Refresh();
        var seconds = (process.TotalProcessorTime - cpu).TotalSeconds;
        var peers = await TransformersPeer.RunAsync("whisper.mjs", [models, Model, name, .. clips.Select(clip => clip.Pcm)]);
        var (known, peer) = (peers.Count > 0, peers.Count > 0 ? peers[0] : default);
        var more = new List<(string, object)>
        {
            (code == "zh" ? "cer" : "wer", Rate(code, clips, heard.Select(Text))),
            ("audio_seconds", Math.Round(clips.Sum(clip => clip.Seconds), 1)),
            ("cpu_seconds", Math.Round(seconds, 2)),
            ("rss_mb", process.PeakWorkingSet64 >> 20),
        };
        if (known)
            more.AddRange(
            [
                ("peer_errors", Rate(code, clips, peer.GetProperty("texts").EnumerateArray().Select(text => text.GetString()!))),
                ("peer_cpu_seconds", Math.Round(peer.GetProperty("cpu_seconds").GetDouble(), 2)),
                ("peer_rss_mb", peer.GetProperty("rss_mb").GetInt32()),
            ]);
        if (mode == "long")
            more.Add(("starts_within_half_a_second", Math.Round(LongRecording.StartsFound(folder, heard[0]), 3)));
        BenchmarkLine.Write("whisper", mode, "seconds", watch.Elapsed.TotalSeconds, "transformers.js", known ? peer.GetProperty("seconds").GetDouble() : null, [.. more]);
    }

    private static async Task<List<SpeechSegment>> HearAsync(ISpeechRecognizer speech, SpeechClip clip, string language)
    {
        await using var pcm = File.OpenRead(clip.Pcm);
        var segments = new List<SpeechSegment>();
        await foreach (var segment in speech.TranscribeAsync(pcm, language, Model, CancellationToken.None))
            segments.Add(segment);
        return segments;
    }

    private static string Text(List<SpeechSegment> segments) => SpeechSegment.Join(segments.Select(segment => segment.Text));

    private static double Rate(string language, IReadOnlyList<SpeechClip> clips, IEnumerable<string> texts)
    {
        var errors = new WordErrorRate();
        foreach (var (clip, text) in clips.Zip(texts))
            errors.Add(SpokenUnits.Of(language, clip.Text), SpokenUnits.Of(language, text));
        return Math.Round(errors.Value, 4);
    }
}
