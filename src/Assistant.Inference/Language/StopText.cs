namespace Assistant.Inference.Language;

/// <summary>Ends a growing text before the first of some strings, and holds back what may be the beginning of one. One caller.</summary>
internal sealed class StopText(IEnumerable<string>? stops)
{
    private readonly string[] _stops = [.. (stops ?? []).Where(stop => stop.Length > 0)];
    private string _held = "";

    /// <summary>A stop string was met: nothing more comes.</summary>
    public bool Stopped { get; private set; }

    /// <summary>What can be passed on now.</summary>
    public string Add(string text)
    {
        if (_stops.Length == 0 || Stopped)
            return Stopped ? "" : text;
        _held += text;
        var first = _stops.Select(stop => _held.IndexOf(stop, StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(-1).Min();
        if (first >= 0)
        {
            Stopped = true;
            return Take(first);
        }
        return Take(_held.Length - Beginning());
    }

    /// <summary>What can be passed on now of a text that is partly free and partly of a form, which decides by itself where it ends: what was held back comes before it.</summary>
    public string Add(string text, bool isFree) => isFree ? Add(text) : Finish() + text;

    /// <summary>What was held back, when the text ends without a stop string.</summary>
    public string Finish() => Stopped ? "" : Take(_held.Length);

    private string Take(int length)
    {
        var taken = _held[..length];
        _held = Stopped ? "" : _held[length..];
        return taken;
    }

    /// <summary>Length of the longest end of what is held that is the beginning of a stop string.</summary>
    private int Beginning()
    {
        for (var length = Math.Min(_held.Length, _stops.Max(stop => stop.Length) - 1); length > 0; length--)
            if (_stops.Any(stop => stop.Length > length && stop.AsSpan(0, length).SequenceEqual(_held.AsSpan(_held.Length - length))))
                return length;
        return 0;
    }
}
