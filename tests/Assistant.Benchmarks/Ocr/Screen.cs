using System.Text.Json;

namespace Assistant.Benchmarks.Ocr;

/// <summary>A picture and what stands in it.</summary>
internal sealed record Screen(string Path, string Language, bool Degraded, string Variant, IReadOnlyList<string> Lines)
{
    /// <summary>The groups it is counted in.</summary>
    public IEnumerable<string> Groups => ["all", $"{Language} {(Degraded ? "degraded" : "clean")}", Degraded ? "degraded" : "clean", $"variant {Variant}"];

    public static IReadOnlyList<Screen> Load(string folder) => [.. File.ReadLines(System.IO.Path.Combine(folder, "truth.jsonl")).Select(line => Parse(folder, line))];

    private static Screen Parse(string folder, string line)
    {
        using var truth = JsonDocument.Parse(line);
        var root = truth.RootElement;
        return new(
            System.IO.Path.Combine(folder, root.GetProperty("file").GetString()!), root.GetProperty("lang").GetString()!, root.GetProperty("degraded").GetBoolean(), root.GetProperty("variant").GetString()!,
            [.. root.GetProperty("lines").EnumerateArray().Select(text => text.GetProperty("text").GetString()!)]);
    }
}

/// <param name="Lines">What was read.</param>
internal sealed record ReadScreen(IReadOnlyList<string> Lines, double Seconds, double CpuSeconds);

/// <param name="Megabytes">Largest resident memory.</param>
internal sealed record OcrFigures(IReadOnlyList<ReadScreen> Screens, int Megabytes);
