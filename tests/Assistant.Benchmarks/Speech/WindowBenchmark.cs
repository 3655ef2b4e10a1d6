using System.Diagnostics;
using System.Globalization;
using Assistant.Inference;
using Assistant.Perception;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Benchmarks.Speech;

/// <summary>
/// What whisper-base hears when its encoder hears less than 30 s of a short recording: errors and time by the silence that follows (WHISPER_WINDOWS, `tail/least` in seconds),
/// for recordings of speech/ljspeech, speech/mandarin and folders of the same kind (WHISPER_FOLDERS, `language=folder`). WHISPER_CLIPS takes only the first so many of each.
/// </summary>
internal static class WindowBenchmark
{
    private const string Windows = "30/30,8/10,6/10,4/10,4/5,2/10,2/5,1/5";

    public static async Task RunAsync(string data, string model, string decoded)
    {
        var folders = new List<(string Language, string Folder)> { ("en", Path.Combine(data, "ljspeech")), ("zh", Path.Combine(data, "mandarin")) };
        if (Environment.GetEnvironmentVariable("WHISPER_FOLDERS") is { Length: > 0 } more)
            folders = [.. more.Split(',').Select(entry => entry.Split('=')).Select(parts => (parts[0], parts[1]))];
        foreach (var (language, folder) in folders)
        {
            var clips = await SpeechClips.DecodeAsync(folder, Directory.CreateDirectory(Path.Combine(decoded, Path.GetFileName(folder))).FullName);
            var most = int.TryParse(Environment.GetEnvironmentVariable("WHISPER_CLIPS"), out var some) ? some : clips.Count;
            foreach (var window in (Environment.GetEnvironmentVariable("WHISPER_WINDOWS") ?? Windows).Split(','))
                await RunAsync(Path.GetFileName(folder), language, model, [.. clips.Take(most)], window.Split('/'));
        }
    }

    private static async Task RunAsync(string name, string language, string model, IReadOnlyList<SpeechClip> clips, string[] window)
    {
        await using var services = new ServiceCollection().AddLogging()
            .AddAssistantInference(new ConfigurationBuilder().AddEnvironmentVariables("ASSISTANT_")
                .AddInMemoryCollection([new("Speech:WhisperTailSeconds", window[0]), new("Speech:WhisperLeastSeconds", window[1])]).Build())
            .BuildServiceProvider();
        var speech = services.GetRequiredService<ISpeechRecognizer>();
        await HearAsync(speech, clips[0], language, model);
        using var process = Process.GetCurrentProcess();
        var (watch, cpu) = (Stopwatch.StartNew(), process.TotalProcessorTime);
        var errors = new WordErrorRate();
        foreach (var clip in clips)
        {
            var (text, confidence) = await HearAsync(speech, clip, language, model);
            errors.Add(SpokenUnits.Of(language, clip.Text), SpokenUnits.Of(language, text));
            if (Environment.GetEnvironmentVariable("WHISPER_SHOW") is { Length: > 0 })
                Console.Error.WriteLine($"{string.Join('/', window)} {clip.Name} {clip.Seconds.ToString("0.0", CultureInfo.InvariantCulture)} {confidence.ToString("0.00", CultureInfo.InvariantCulture)} {text}");
        }
        watch.Stop();
        process.Refresh();
        BenchmarkLine.Write("whisper windows", $"{name} {string.Join('/', window)}", language == "zh" ? "cer" : "wer", errors.Value, "", null,
            ("errors", Math.Round(errors.Value, 4)), ("clips", clips.Count), ("seconds", Math.Round(watch.Elapsed.TotalSeconds, 2)), ("cpu_seconds", Math.Round((process.TotalProcessorTime - cpu).TotalSeconds, 2)));
    }

    private static async Task<(string Text, double Confidence)> HearAsync(ISpeechRecognizer speech, SpeechClip clip, string language, string model)
    {
        await using var pcm = File.OpenRead(clip.Pcm);
        var (texts, confidence) = (new List<string>(), 1.0);
        await foreach (var segment in speech.TranscribeAsync(pcm, language, model, CancellationToken.None))
        {
            texts.Add(segment.Text);
            confidence = Math.Min(confidence, segment.Confidence);
        }
        return (SpeechSegment.Join(texts), confidence);
    }
}
