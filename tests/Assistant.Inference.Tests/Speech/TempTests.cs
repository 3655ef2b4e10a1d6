using Assistant.Perception;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Inference.Tests.Speech;

public sealed class TempTests
{
    [Theory]
    [InlineData("mandarin", "zh", "*.flac")]
    [InlineData("ljspeech", "en", "*.flac")]
    [InlineData("long", "en", "*.ogg")]
    public async Task Dump(string kind, string language, string pattern)
    {
        await using var services = InferenceFixture.Services();
        var speech = services.GetRequiredService<ISpeechRecognizer>();
        var root = Environment.GetEnvironmentVariable("ASSISTANT_DATA_SETS")!;
        await using var to = new StreamWriter("/tmp/wh-" + kind + ".tsv");
        await using var times = new StreamWriter("/tmp/wh-" + kind + "-seg.tsv");
        foreach (var file in Directory.GetFiles(Path.Combine(root, "speech", kind), pattern))
        {
            var segments = new List<SpeechSegment>();
            var watch = System.Diagnostics.Stopwatch.StartNew();
            await foreach (var s in speech.TranscribeAsync(await Recordings.PcmAsync("speech", kind, Path.GetFileName(file)), language, "whisper-base", TestContext.Current.CancellationToken))
                segments.Add(s);
            await to.WriteLineAsync($"{Path.GetFileName(file)}\t{SpeechSegment.Join(segments.Select(s => s.Text))}");
            foreach (var s in segments)
                await times.WriteLineAsync($"{s.Start}\t{s.End}\t{s.Confidence}\t{s.Text}");
            await times.WriteLineAsync($"# {watch.Elapsed.TotalSeconds}");
        }
    }
}
