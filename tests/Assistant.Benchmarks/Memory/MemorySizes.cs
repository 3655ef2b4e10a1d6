using System.Globalization;

namespace Assistant.Benchmarks.Memory;

/// <summary>How many items one person has: a thousand to a million, or MEMORY_SIZES, separated by commas.</summary>
internal static class MemorySizes
{
    public static int[] All { get; } = Environment.GetEnvironmentVariable("MEMORY_SIZES") is { Length: > 0 } sizes
        ? [.. sizes.Split(',').Select(size => int.Parse(size, CultureInfo.InvariantCulture))] : [1_000, 10_000, 100_000, 1_000_000];
}
