using System.Collections.Concurrent;
using System.Text.Json;
using Assistant.ChannelSimulator.Ledger;

namespace Assistant.ChannelSimulator.Channel;

/// <summary>
/// Teams' rules of a live stream, as Microsoft documents them: the first piece has number 1 and no streamId, the others the streamId that it was answered with and a higher number; at most one a second;
/// each text of the answer begins with the one before, and what is being done (at most 1,000 characters) is told before it; the message that ends it is "final", without a number. Thread-safe.
/// </summary>
internal sealed class StreamRules
{
    // One a second by the bot's clock; on the way one may take longer than the next.
    private const double BetweenPieces = .9;
    private const int LongestInformative = 1_000;
    private readonly ConcurrentDictionary<string, LiveStream> _streams = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _broken = new(StringComparer.Ordinal);

    /// <summary>How often each rule was broken.</summary>
    public IReadOnlyDictionary<string, int> Broken => _broken;

    public int Faults => _broken.Values.Sum();

    /// <summary>Streams that nothing has ended.</summary>
    public int LeftOpen => _streams.Values.Count(stream => !stream.IsOver);

    /// <summary>A piece.</summary>
    /// <param name="at">Seconds.</param>
    /// <param name="newId">What a stream that begins with it is called.</param>
    /// <returns>The stream; null when it takes nothing more.</returns>
    public string? Take(JsonElement activity, double at, string newId)
    {
        if (InfoOf(activity) is not { } info)
            return Break("a piece without streaminfo", newId);
        var text = PlayLedger.Text(activity, "text") ?? "";
        var number = info.TryGetProperty("streamSequence", out var sequence) && sequence.TryGetInt32(out var given) ? given : 0;
        var isAnswer = PlayLedger.Text(info, "streamType") == "streaming";
        if (!isAnswer && text.Length > LongestInformative)
            Break("informative text too long");
        if (!info.TryGetProperty("streamId", out var id))
        {
            if (number != 1)
                Break("the first piece is not number 1");
            _streams[newId] = new(at, number, isAnswer ? text : null);
            return newId;
        }
        if (id.ValueKind != JsonValueKind.String || !_streams.TryGetValue(id.GetString()!, out var stream))
            return Break("a stream that is none", newId);
        lock (stream)
        {
            if (stream.IsOver)
                return null;
            if (number <= stream.Number)
                Break("a number that is not higher");
            if (at - stream.At < BetweenPieces)
                Break("more than one piece a second");
            if (!isAnswer && stream.Text is not null)
                Break("informative text after the answer began");
            if (isAnswer && stream.Text is { } before && !text.StartsWith(before, StringComparison.Ordinal))
                Break("a text that does not begin with the one before");
            (stream.Number, stream.At, stream.Text) = (Math.Max(number, stream.Number), at, isAnswer ? text : stream.Text);
        }
        return id.GetString();
    }

    /// <summary>Whether a message is taken: the end of a stream that is over is not.</summary>
    public bool Allows(JsonElement message) => StreamOf(message) is not { IsOver: true };

    /// <summary>A message is shown: the end of a stream, or none.</summary>
    public void End(JsonElement message)
    {
        if (InfoOf(message) is not { } info)
            return;
        if (PlayLedger.Text(info, "streamType") != "final" || (info.TryGetProperty("streamSequence", out var sequence) && sequence.ValueKind != JsonValueKind.Null))
            Break("an end that is not final, or has a number");
        if (StreamOf(message) is not { } stream)
        {
            Break("an end of a stream that is none");
            return;
        }
        lock (stream)
        {
            if (stream.Text is { } shown && PlayLedger.Text(message, "text")?.StartsWith(shown, StringComparison.Ordinal) != true)
                Break("an end that does not begin with what was shown");
            stream.IsOver = true;
        }
    }

    /// <summary>The channel takes nothing more of it.</summary>
    public void Refuse(JsonElement activity)
    {
        if (StreamOf(activity) is { } stream)
            lock (stream)
                stream.IsOver = true;
    }

    /// <summary>The one that it names; null when it names none that there is.</summary>
    private LiveStream? StreamOf(JsonElement activity) => InfoOf(activity) is { } info && PlayLedger.Text(info, "streamId") is { } id ? _streams.GetValueOrDefault(id) : null;

    private static JsonElement? InfoOf(JsonElement activity) =>
        activity.TryGetProperty("entities", out var entities) && entities.ValueKind == JsonValueKind.Array
            ? entities.EnumerateArray().Where(entity => PlayLedger.Text(entity, "type") == "streaminfo").Select(entity => (JsonElement?)entity).FirstOrDefault()
            : null;

    private string? Break(string rule, string? answer = null)
    {
        _broken.AddOrUpdate(rule, 1, (_, count) => count + 1);
        return answer;
    }

    private sealed class LiveStream(double at, int number, string? text)
    {
        public double At { get; set; } = at;
        public int Number { get; set; } = number;

        /// <summary>The answer as it was last shown; null before.</summary>
        public string? Text { get; set; } = text;

        public bool IsOver { get; set; }
    }
}
