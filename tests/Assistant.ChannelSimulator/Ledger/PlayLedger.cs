using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Assistant.ChannelSimulator.Plan;

namespace Assistant.ChannelSimulator.Ledger;

/// <summary>Keeps what happens in a play: who was answered, when, how often.</summary>
internal sealed class PlayLedger
{
    private long _began = Stopwatch.GetTimestamp();
    private readonly Dictionary<string, ActivityRecord> _byId;
    private readonly Dictionary<int, ActivityRecord> _byNumber;
    private readonly ConcurrentQueue<(double From, double To)> _kills = new();
    private double? _killing;
    private double _lastReply;
    private int _strays;

    public PlayLedger(PlayPlan plan)
    {
        _byId = plan.Activities.ToDictionary(activity => activity.Id, activity => new ActivityRecord(activity));
        _byNumber = _byId.Values.ToDictionary(record => record.Plan.Number);
    }

    public IReadOnlyCollection<ActivityRecord> Records => _byId.Values;

    /// <summary>Seconds since the beginning.</summary>
    public double Now => Stopwatch.GetElapsedTime(_began).TotalSeconds;

    /// <summary>When the bot was killed: from the signal to its end.</summary>
    public IReadOnlyCollection<(double From, double To)> Kills => _kills;

    /// <summary>It has got the signal, and has not been started again.</summary>
    public bool IsBeingKilled => _killing is not null;

    /// <summary>When a reply was last shown.</summary>
    public double LastReply => Volatile.Read(ref _lastReply);

    /// <summary>Messages that answer nothing that was asked.</summary>
    public int Strays => _strays;

    /// <summary>Its words are another question's.</summary>
    public bool IsSwapped(ActivityRecord record) => record.Replies.Any(reply => AnswerWords.BelongsElsewhere(reply.Text, record.Plan, _byNumber.ContainsKey));

    public ActivityRecord this[PlannedActivity activity] => _byId[activity.Id];

    /// <summary>The play begins now.</summary>
    public void Begin() => _began = Stopwatch.GetTimestamp();

    public void KillBegins() => _killing = Now;

    /// <param name="notSent">Names of the replies that the bot holds for not sent.</param>
    public void KillEnds(IReadOnlySet<string> notSent)
    {
        var killed = _killing ?? Now;
        _kills.Enqueue((killed, Now));
        KillJudge.Judge(Records, killed, notSent);
    }

    public void StartedAgain() => _killing = null;

    public void Strayed() => Interlocked.Increment(ref _strays);

    /// <summary>What a reply answers: by the route, by replyToId, by a number in its text; null when it tells by none of them.</summary>
    public ActivityRecord? AnsweredBy(string? routeId, JsonElement reply)
    {
        foreach (var id in new[] { routeId, Text(reply, "replyToId") })
            if (id is not null && _byId.TryGetValue(id, out var record))
                return record;
        return Text(reply, "text") is { } text
            ? AnswerWords.About(text).Select(number => _byNumber.GetValueOrDefault(number)).FirstOrDefault(record => record is not null)
            : null;
    }

    /// <param name="name">What the bot calls the reply; null when it does not say.</param>
    /// <param name="moreFollows">Others belong to it and come behind it.</param>
    public ShownReply Show(ActivityRecord record, string? text, string? name = null, bool moreFollows = false)
    {
        var now = Now;
        Volatile.Write(ref _lastReply, now);
        return record.Show(now, text, name, moreFollows);
    }

    public static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
