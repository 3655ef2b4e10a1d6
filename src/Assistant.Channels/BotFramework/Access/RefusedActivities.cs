using System.Diagnostics.Metrics;
using Assistant.Conversations;
using Assistant.Health;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Assistant.Channels.BotFramework.Access;

/// <summary>Refuses: 403 without a body, whatever the reason, so that whoever is refused learns nothing. The reason goes into the log and the figures.</summary>
internal sealed partial class RefusedActivities(IPacedLines lines, ILogger<RefusedActivities> logger)
{
    public const string CounterName = "assistant.botframework.refused";

    private static readonly Meter s_meter = new(TurnTelemetry.SourceName);
    private static readonly Counter<long> s_refused = s_meter.CreateCounter<long>(CounterName, description: "Activities that were refused, by reason.");

    public void Refuse(HttpContext context, RefusalReason reason, string? detail = null)
    {
        s_refused.Add(1, new KeyValuePair<string, object?>("reason", reason.ToString()));
        // Anybody may be refused as often as they like.
        if (lines.Count($"{nameof(RefusedActivities)} {reason}") is > 0 and var count)
            Log.Refused(logger, reason, detail, count);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Activities were refused: {Reason} {Detail} ({Count} since the last such line; the next one in a minute)")]
        public static partial void Refused(ILogger logger, RefusalReason reason, string? detail, int count);
    }
}
