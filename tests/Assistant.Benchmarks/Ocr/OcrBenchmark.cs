using System.Diagnostics;
using System.Text.Json;
using Assistant.Inference;
using Assistant.Perception;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Benchmarks.Ocr;

/// <summary>
/// Reads pictures of screens (the folder screens of ASSISTANT_DATA_SETS) from the file to the lines of text, media worker and all, against @gutenye/ocr-node on the same files and models.
/// A line a group with both word recalls, and one with the time a picture. OCR_OUT names a file for what was read, OCR_ONLY a part of the names of the files to read.
/// </summary>
internal static class OcrBenchmark
{
    public static async Task<int> RunAsync()
    {
        var folder = Path.Combine(Environment.GetEnvironmentVariable("ASSISTANT_DATA_SETS") ?? "", "screens");
        if (!Directory.Exists(folder))
        {
            Console.Error.WriteLine($"Set ASSISTANT_DATA_SETS to the folder of data sets ({folder} is missing).");
            return 1;
        }
        var only = Environment.GetEnvironmentVariable("OCR_ONLY") ?? "";
        var screens = Screen.Load(folder).Where(screen => screen.Path.Contains(only, StringComparison.Ordinal)).ToList();
        var ours = await OursAsync(screens);
        var peer = await OcrPeer.RunAsync(screens);
        foreach (var group in screens.SelectMany(screen => screen.Groups).Distinct().Order(StringComparer.Ordinal))
            Print(new() { ["name"] = "ocr", ["group"] = group, ["pictures"] = screens.Count(screen => screen.Groups.Contains(group)), ["recall"] = Recall(screens, ours, group), ["peer_recall"] = Recall(screens, peer, group) });
        Print(Times(ours, peer));
        return 0;
    }

    private static async Task<OcrFigures> OursAsync(List<Screen> screens)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables("ASSISTANT_").Build();
        await using var services = new ServiceCollection().AddLogging().AddAssistant(configuration).AddAssistantInference(configuration).BuildServiceProvider();
        var (media, text) = (services.GetRequiredService<IMediaReader>(), services.GetRequiredService<ITextRecognizer>());
        await ReadAsync(media, text, screens[0]);
        using var output = Environment.GetEnvironmentVariable("OCR_OUT") is { } path ? new StreamWriter(path) : null;
        using var process = Process.GetCurrentProcess();
        var read = new List<ReadScreen>();
        foreach (var screen in screens)
        {
            process.Refresh();
            var (watch, cpu) = (Stopwatch.StartNew(), process.TotalProcessorTime);
            var recognised = await ReadAsync(media, text, screen);
            watch.Stop();
            process.Refresh();
            read.Add(new([.. recognised.Lines.Select(line => line.Text)], watch.Elapsed.TotalSeconds, (process.TotalProcessorTime - cpu).TotalSeconds));
            output?.WriteLine(JsonSerializer.Serialize(new { file = Path.GetFileName(screen.Path), text = string.Join('\n', read[^1].Lines), lines = recognised.Lines, seconds = read[^1].Seconds }));
        }
        return new(read, (int)(process.PeakWorkingSet64 >> 20));
    }

    private static async Task<RecognizedText> ReadAsync(IMediaReader media, ITextRecognizer text, Screen screen)
    {
        await using var file = File.OpenRead(screen.Path);
        return await text.ReadAsync(await media.DecodePictureAsync(file, Path.GetFileName(screen.Path), CancellationToken.None), CancellationToken.None);
    }

    private static double? Recall(List<Screen> screens, OcrFigures? figures, string group)
    {
        if (figures is null)
            return null;
        var recall = new WordRecall();
        foreach (var (screen, read) in screens.Zip(figures.Screens).Where(pair => pair.First.Groups.Contains(group)))
            recall.Add(screen.Lines, string.Join('\n', read.Lines));
        return Math.Round(recall.Value, 4);
    }

    private static Dictionary<string, object?> Times(OcrFigures ours, OcrFigures? peer)
    {
        var (seconds, peerSeconds) = (ours.Screens.Average(screen => screen.Seconds), peer?.Screens.Average(screen => screen.Seconds));
        return new()
        {
            ["name"] = "ocr",
            ["seconds_per_picture"] = Math.Round(seconds, 3),
            ["peer_seconds_per_picture"] = Rounded(peerSeconds),
            ["ratio"] = Rounded(seconds / peerSeconds),
            ["cpu_seconds_per_picture"] = Math.Round(ours.Screens.Average(screen => screen.CpuSeconds), 3),
            ["peer_cpu_seconds_per_picture"] = Rounded(peer?.Screens.Average(screen => screen.CpuSeconds)),
            ["rss_mb"] = ours.Megabytes,
            ["peer_rss_mb"] = peer?.Megabytes,
        };
    }

    private static double? Rounded(double? value) => value is { } number ? Math.Round(number, 3) : null;

    private static void Print(Dictionary<string, object?> line) => Console.WriteLine(JsonSerializer.Serialize(line));
}
