using System.Globalization;
using System.Text;
using System.Text.Json;
using Assistant.ChannelSimulator.Ledger;
using Assistant.ChannelSimulator.Plan;
using Assistant.ChannelSimulator.Scenarios;

namespace Assistant.ChannelSimulator.Report;

/// <summary>What a play came to, for people and as one JSON line.</summary>
/// <param name="refusedForLoad">Requests that the bot refused for the moment.</param>
/// <param name="streamFaults">Breaches of Teams' rules of a live stream.</param>
internal sealed class PlayReport(PlayLedger ledger, Verdict verdict, int refusedForLoad, int streamFaults)
{
    private static readonly double[] s_parts = [.5, .9, .99, 1];
    private readonly double[] _acknowledged = [.. ledger.Records.Select(record => record.AcknowledgedAfter).OfType<double>()];
    private readonly double[] _replied = [.. ledger.Records.Where(record => record.Plan.IsAcceptable && record.Replies.Count > 0).Select(record => (record.Replies.Min(reply => reply.At) - record.Sent!.Value) * 1_000)];

    public string Json() => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["activities"] = verdict.Activities, ["acceptable"] = verdict.Acceptable, ["replied_once"] = verdict.RepliedOnce, ["replied_never"] = verdict.RepliedNever, ["replied_twice"] = verdict.RepliedTwice,
        ["hidden_by_channel"] = verdict.HiddenByChannel, ["out_of_order"] = verdict.OutOfOrder, ["refused_answered"] = verdict.RefusedAnswered,
        ["ack_p99_ms"] = Percentiles.Of(_acknowledged, .99), ["reply_p50_ms"] = Percentiles.Of(_replied, .5), ["reply_p99_ms"] = Percentiles.Of(_replied, .99),
        ["refused_for_load"] = refusedForLoad, ["refused_taken"] = verdict.RefusedTaken, ["strays"] = verdict.Strays, ["changes_missed"] = verdict.ChangesMissed, ["in_parts"] = verdict.InParts, ["stream_faults"] = streamFaults,
    });

    public string Text()
    {
        var text = new StringBuilder();
        void Line(string line) => text.AppendLine(line);
        Line($"{verdict.Activities} activities, {verdict.Acceptable} acceptable: {verdict.RepliedOnce} answered once, {verdict.RepliedNever} never, {verdict.RepliedTwice} twice or more, {verdict.HiddenByChannel} again because nobody told the bot that the first had arrived ({verdict.AtKill} of them at a kill).");
        Line($"{verdict.OutOfOrder} answers overtaken, {verdict.RefusedAnswered} to what was refused or not for the bot, {verdict.WronglyRefused} acceptable ones refused, {verdict.WithdrawnTwice} deleted ones answered twice, {verdict.ChangesMissed} answered as they were before a change that came first, {verdict.Swapped} answered with the words of another answer, {verdict.RefusedTaken} taken that were to be refused, {verdict.Strays} messages that answer nothing, {verdict.InParts} answers in several messages, {ledger.Kills.Count} kills.");
        Line($"acknowledged  {Spans(_acknowledged)}");
        Line($"answered      {Spans(_replied)}");
        Line("");
        Line("behaviour           share    sent  refused  answered  again  never   p50 ms   p99 ms");
        foreach (var behaviour in Enum.GetValues<Behaviour>())
            if (ledger.Records.Where(record => record.Plan.Has(behaviour)).ToArray() is { Length: > 0 } records)
                Line(Row(Scenario.Name(behaviour), records));
        Line(Row("(none)", [.. ledger.Records.Where(record => record.Plan.Behaviours.Count == 0)]));
        foreach (var record in ledger.Records.Where(ledger.IsSwapped).Take(10))
            Line($"swapped: {record.Plan.Id} in {record.Plan.Conversation.Id} ({record.Plan.Conversation.Kind}), {string.Join(", ", record.Plan.Behaviours.Select(Scenario.Name))}");
        foreach (var record in ledger.Records.Where(record => record.Plan.IsRefused && record.Status is not (>= 400 and < 500)).Take(10))
            Line($"not refused: {record.Plan.Id} in {record.Plan.Conversation.Id} ({record.Plan.Conversation.Kind}), status {record.Status?.ToString(CultureInfo.InvariantCulture) ?? "none"}, {string.Join(", ", record.Plan.Behaviours.Select(Scenario.Name))}");
        foreach (var record in ledger.Records.Where(record => record.Plan.IsAcceptable && (record.Replies.Count == 0 || record.IsIncomplete)).Take(10))
            Line($"never: {record.Plan.Id} in {record.Plan.Conversation.Id} ({record.Plan.Conversation.Kind}), status {record.Status?.ToString(CultureInfo.InvariantCulture) ?? "none"}, {string.Join(", ", record.Plan.Behaviours.Select(Scenario.Name))}");
        foreach (var record in ledger.Records.Where(record => record.Plan.IsAcceptable && Verdict.IsTwice(record)).Take(10))
            Line($"twice: {record.Plan.Id} in {record.Plan.Conversation.Id} ({record.Plan.Conversation.Kind}), at {string.Join(", ", record.Replies.Select(reply => $"{reply.At:0.000} s ({reply.Part + 1}, {reply.End})"))}, {string.Join(", ", record.Plan.Behaviours.Select(Scenario.Name))}");
        return text.ToString();
    }

    private static string Spans(double[] values) => string.Join(", ", s_parts.Select(part => string.Create(CultureInfo.InvariantCulture, $"{(part < 1 ? $"p{part * 100}" : "slowest")} {Percentiles.Of(values, part)} ms")));

    /// <summary>As it was counted in the play: of the acceptable activities, or of all where it makes them unacceptable.</summary>
    private double Share(ActivityRecord[] records)
    {
        var sent = records.Where(record => record.Sent is not null).ToArray();
        return sent.Any(record => record.Plan.IsAcceptable) ? (double)sent.Count(record => record.Plan.IsAcceptable) / Math.Max(1, verdict.Acceptable) : (double)sent.Length / Math.Max(1, verdict.Activities);
    }

    private string Row(string name, ActivityRecord[] records)
    {
        var spans = records.Where(record => record.Replies.Count > 0).Select(record => (record.Replies.Min(reply => reply.At) - record.Sent!.Value) * 1_000).ToArray();
        return string.Create(CultureInfo.InvariantCulture,
            $"{name,-18} {Share(records),6:0.0%} {records.Length,6} {records.Count(record => record.Status is >= 400),8} {spans.Length,9} {records.Count(record => record.Parts.Any(part => part.Count > 1)),6} {records.Count(record => record.Plan.IsAcceptable && record.Replies.Count == 0),6} {Percentiles.Of(spans, .5),8:0} {Percentiles.Of(spans, .99),8:0}");
    }
}
