using System.Diagnostics;
using System.Runtime.InteropServices;
using Assistant.Inference;
using Assistant.Inference.Models;
using Assistant.Inference.Speech;
using Assistant.Inference.Speech.Whisper;
using Assistant.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Benchmarks.Speech;

/// <summary>
/// Beam search (5) against greedy decoding by whisper-base, recording by recording of speech/ljspeech and speech/mandarin: errors, log probability a token, time of encoder, prompt and steps.
/// WHISPER_CLIPS takes only the first so many of each.
/// </summary>
internal static class BeamBenchmark
{
    private const int Beams = 5;

    public static async Task RunAsync(string data, string model, string decoded)
    {
        await using var services = new ServiceCollection().AddLogging()
            .AddAssistantInference(new ConfigurationBuilder().AddEnvironmentVariables("ASSISTANT_").Build())
            .BuildServiceProvider();
        var files = WhisperFiles.FindAll(services.GetRequiredService<ModelLocator>()).First(each => each.Name == model);
        using var whisper = new WhisperModel(services.GetRequiredService<OnnxEnvironment>(), files, services.GetRequiredService<IOptions<SpeechOptions>>().Value.EncoderWindow);
        foreach (var (group, language) in new[] { ("mandarin", "zh"), ("ljspeech", "en") })
        {
            var clips = await SpeechClips.DecodeAsync(Path.Combine(data, group), decoded);
            var most = int.TryParse(Environment.GetEnvironmentVariable("WHISPER_CLIPS"), out var some) ? some : clips.Count;
            Run(group, language, whisper, [.. clips.Take(most)]);
        }
    }

    private static void Run(string group, string language, WhisperModel whisper, IReadOnlyList<SpeechClip> clips)
    {
        using var options = new RunOptions();
        var (greedy, beams) = (new Measured(), new Measured());
        var (encoding, prompt, likelier, lessLikely) = (TimeSpan.Zero, TimeSpan.Zero, 0, 0);
        foreach (var clip in clips)
        {
            var samples = MemoryMarshal.Cast<byte, short>(File.ReadAllBytes(clip.Pcm).AsSpan()).ToArray().Select(sample => sample / 32768f).Take(LogMelSpectrogram.Samples).ToArray();
            var started = Stopwatch.GetTimestamp();
            using var decoder = new WhisperDecoder(whisper, samples, options);
            encoding += Stopwatch.GetElapsedTime(started);
            started = Stopwatch.GetTimestamp();
            decoder.Begin([whisper.Tokens.Start, whisper.Tokens.Languages[language], whisper.Tokens.Transcribe, whisper.Tokens.NoTimes], options);
            prompt += Stopwatch.GetElapsedTime(started);
            var (first, second) = (greedy.Hear(decoder, language, 1, clip, options), beams.Hear(decoder, language, Beams, clip, options));
            likelier += second > first + 1e-4 ? 1 : 0;
            lessLikely += second < first - 1e-4 ? 1 : 0;
        }
        BenchmarkLine.Write("whisper beams", group, language == "zh" ? "cer" : "wer", beams.Errors, "greedy", greedy.Errors,
        [
            ("clips", clips.Count), ("likelier", likelier), ("less_likely", lessLikely),
            ("log_probability", beams.Mean(clips.Count)), ("greedy_log_probability", greedy.Mean(clips.Count)),
            ("seconds", beams.Seconds), ("greedy_seconds", greedy.Seconds), ("greedy_tokens", greedy.Tokens),
            ("encoder_seconds", Math.Round(encoding.TotalSeconds, 2)), ("prompt_seconds", Math.Round(prompt.TotalSeconds, 2)),
        ]);
    }

    private sealed class Measured
    {
        private readonly WordErrorRate _errors = new();
        private double _sum;
        private TimeSpan _took;

        public double Errors => Math.Round(_errors.Value, 4);
        public double Seconds => Math.Round(_took.TotalSeconds, 2);
        public int Tokens { get; private set; }

        public double Mean(int clips) => Math.Round(_sum / clips, 4);

        /// <summary>Log probability a token, as beams are compared by it.</summary>
        public double Hear(WhisperDecoder decoder, string language, int beams, SpeechClip clip, RunOptions options)
        {
            var started = Stopwatch.GetTimestamp();
            var text = WhisperDecoding.Transcribe(decoder, new(language, Beams: beams), [], times: false, [], temperature: 0, limit: 224, options);
            _took += Stopwatch.GetElapsedTime(started);
            Tokens += text.Ids.Count + 1;
            _errors.Add(SpokenUnits.Of(language, clip.Text), SpokenUnits.Of(language, language == "zh" ? ChineseScript.Simplified(text.Text) : text.Text));
            var likelihood = text.AverageLogProbability * (text.Ids.Count + 1) / Math.Max(text.Ids.Count, 1);
            _sum += likelihood;
            return likelihood;
        }
    }
}
