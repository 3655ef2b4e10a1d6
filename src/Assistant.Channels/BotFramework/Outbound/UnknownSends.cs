using System.Diagnostics.Metrics;
using Assistant.Conversations;

namespace Assistant.Channels.BotFramework.Outbound;

/// <summary>Counts what was done with messages of which nobody knows whether they arrived.</summary>
internal static class UnknownSends
{
    public const string CounterName = "assistant.botframework.unknown_sends";

    private static readonly Meter s_meter = new(TurnTelemetry.SourceName);
    private static readonly Counter<long> s_sends = s_meter.CreateCounter<long>(CounterName, description: "Messages that may have arrived or not, by what was done then: sent_again (with a note), left.");

    public static void SentAgain() => Count("sent_again");

    public static void Left() => Count("left");

    private static void Count(string then) => s_sends.Add(1, new KeyValuePair<string, object?>("then", then));
}
