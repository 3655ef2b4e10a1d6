namespace Assistant.Benchmarks.Memory;

/// <summary>How many items one person has.</summary>
internal static class MemorySizes
{
    public static int[] All { get; } = [1_000, 10_000, 100_000, 1_000_000];
}
