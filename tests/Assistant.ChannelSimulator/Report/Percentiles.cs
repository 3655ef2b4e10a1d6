namespace Assistant.ChannelSimulator.Report;

internal static class Percentiles
{
    /// <summary>The value below or at which that part of them lies; 0 of none.</summary>
    public static double Of(IEnumerable<double> values, double part)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? 0 : Math.Round(sorted[(int)Math.Ceiling(part * sorted.Length) - 1 is >= 0 and var at ? at : 0], 2);
    }
}
