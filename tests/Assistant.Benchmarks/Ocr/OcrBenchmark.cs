using System.Diagnostics;
using System.Text.Json;
using Assistant.Inference;
using Assistant.Perception;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Benchmarks;

/// <summary>Reads pictures of screens; prints recall by group and the time a picture. OCR_OUT names a file for what was read.</summary>
internal static class OcrBenchmark
{
    public static async Task<int> RunAsync()
    {
        var sets = Environment.GetEnvironmentVariable("ASSISTANT_DATA_SETS");
        if (sets is null)
        {
            Console.Error.WriteLine("Set ASSISTANT_DATA_SETS to the folder that holds screens/truth.jsonl.");
            return 1;
        }
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables("ASSISTANT_").Build();
        var services = new ServiceCollection().AddLogging().AddAssistantInference(configuration).BuildServiceProvider();
        var reader = services.GetRequiredService<ITextRecognizer>();
        var only = Environment.GetEnvironmentVariable("OCR_ONLY");
        using var output = Environment.GetEnvironmentVariable("OCR_OUT") is { } path ? new StreamWriter(path) : null;
        var (seconds, count) = (0.0, 0);
        foreach (var line in File.ReadLines(Path.Combine(sets, "screens", "truth.jsonl")))
        {
            using var truth = JsonDocument.Parse(line);
            var file = truth.RootElement.GetProperty("file").GetString()!;
            if (only is not null && !file.Contains(only, StringComparison.Ordinal))
                continue;
            var picture = await DecodeAsync(Path.Combine(sets, "screens", file), truth.RootElement.GetProperty("width").GetInt32(), truth.RootElement.GetProperty("height").GetInt32());
            if (count == 0)
                await reader.ReadAsync(picture, default);
            var started = Stopwatch.GetTimestamp();
            var read = await reader.ReadAsync(picture, default);
            var elapsed = Stopwatch.GetElapsedTime(started).TotalSeconds;
            (seconds, count) = (seconds + elapsed, count + 1);
            output?.WriteLine(JsonSerializer.Serialize(new { file, text = string.Join('\n', read.Lines.Select(l => l.Text)), lines = read.Lines, seconds = elapsed }));
        }
        Console.WriteLine(JsonSerializer.Serialize(new { name = "ocr", pictures = count, seconds_per_picture = seconds / count }));
        return 0;
    }

    private static async Task<Picture> DecodeAsync(string file, int width, int height)
    {
        using var process = Process.Start(new ProcessStartInfo("ffmpeg", ["-nostdin", "-loglevel", "error", "-i", file, "-f", "rawvideo", "-pix_fmt", "rgb24", "pipe:1"]) { RedirectStandardOutput = true })!;
        using var memory = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(memory);
        return new Picture(width, height, memory.ToArray());
    }
}
