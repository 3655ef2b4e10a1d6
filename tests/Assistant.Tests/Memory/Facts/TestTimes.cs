namespace Assistant.Tests.Memory.Facts;

internal static class TestTimes
{
    /// <summary>Thursday, 25 June 2026, noon in Oslo.</summary>
    public static DateTimeOffset Noon { get; } = new(2026, 6, 25, 12, 0, 0, TimeSpan.FromHours(2));
}
