using System.Diagnostics.Metrics;
using Assistant.Conversations;

namespace Assistant.Storage;

/// <summary>Counts what the store's upkeep could not do and will try again: what a monitor should wake somebody for when it goes on.</summary>
internal static class UpkeepFailures
{
    public const string CounterName = "assistant.upkeep.failures";

    private static readonly Meter s_meter = new(TurnTelemetry.SourceName);
    private static readonly Counter<long> s_failures = s_meter.CreateCounter<long>(CounterName, description: "Upkeep that failed and is tried again, by what it is: retention, left_uploads, short_lived_rows, erasure, signing.");

    public static void Count(string of) => s_failures.Add(1, new KeyValuePair<string, object?>("of", of));
}
