using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Assistant.Conversations;

/// <summary>One span a step and the figures of a turn, under the names that the README's nine steps have.</summary>
public static class TurnTelemetry
{
    public const string SourceName = "Assistant";

    internal static readonly ActivitySource Source = new(SourceName);

    /// <summary>The span of a step that is not timed with the turn: one of <see cref="TurnSteps"/>, or a part of an erasure or a rotation of keys. Null when nobody listens.</summary>
    public static Activity? StartStep(string name) => Source.StartActivity(name);

    /// <summary>The span of a turn, a trace of its own: whatever else its conversation did before. Null when nobody listens.</summary>
    internal static Activity? StartTurn(Turn turn)
    {
        if (Activity.Current is not null)
            Activity.Current = null;
        var span = Source.StartActivity("turn", ActivityKind.Internal);
        Tell(span, turn.Accepted.Message);
        return span;
    }

    /// <summary>Names message and conversation without saying who they are: <c>assistant.turn</c> is the reference that an apology gives.</summary>
    public static void Tell(Activity? span, InboundMessage message)
    {
        if (span is null)
            return;
        span.SetTag("assistant.turn", TurnIds.For(message));
        span.SetTag("assistant.conversation", TurnIds.Of(message.Conversation));
        span.SetTag("assistant.channel", message.Conversation.Channel);
    }

    internal static void End(Activity? span, Turn turn)
    {
        span?.SetTag("assistant.outcome", turn.Outcome);
        if (turn.Answer?.Failure is { } failure)
            span?.SetStatus(ActivityStatusCode.Error, failure.Problem.ToString());
    }

    private static readonly Meter s_meter = new(SourceName);

    internal static readonly Histogram<double> TurnSeconds = s_meter.CreateHistogram<double>("assistant.turn.duration", "s", "From the start of a turn to its record.");
    internal static readonly Histogram<double> StepSeconds = s_meter.CreateHistogram<double>("assistant.step.duration", "s", "One step of a turn.");
    internal static readonly Counter<long> Turns = s_meter.CreateCounter<long>("assistant.turns", description: "Turns by outcome.");
    internal static readonly UpDownCounter<long> Waiting = s_meter.CreateUpDownCounter<long>("assistant.turns.waiting", description: "Messages accepted and not yet answered in this process.");
}
