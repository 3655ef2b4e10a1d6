using System.Diagnostics;
using System.Globalization;

/// <summary>
/// One fault, SIGNAL:WHEN:SPAN[:NTH]: SIGNAL kill or stop, WHEN begin or end, SPAN the step's name, NTH its occurrence (from 1). By ASSISTANT_TEST_FAULT for all of the program's life; or by
/// ASSISTANT_TEST_FAULT_FILE, which is looked at with each span: what stands there holds from when it was written, for turns that begin after it.
/// </summary>
internal sealed class FaultAtHand
{
    private readonly string? _file = Environment.GetEnvironmentVariable("ASSISTANT_TEST_FAULT_FILE");
    private readonly string? _always = Environment.GetEnvironmentVariable("ASSISTANT_TEST_FAULT");
    private readonly Lock _gate = new();
    private string? _counted;
    private int _come;

    /// <summary>Null where the program is left alone.</summary>
    public static FaultAtHand? Find()
    {
        var fault = new FaultAtHand();
        return fault._file is null && fault._always is null ? null : fault;
    }

    /// <summary>Whether it is now; with the signal.</summary>
    /// <param name="when">"begin" or "end".</param>
    public bool Is(string when, Activity span, out string signal)
    {
        signal = "";
        if (Text(span) is not { } text || text.Split(':') is not [var how, var atWhen, var step, .. var rest] || atWhen != when || step != span.OperationName)
            return false;
        signal = how;
        lock (_gate)
        {
            (_counted, _come) = (text, _counted == text ? _come + 1 : 1);
            return _come == (rest is [var nth] ? int.Parse(nth, CultureInfo.InvariantCulture) : 1);
        }
    }

    private string? Text(Activity span)
    {
        if (_file is null)
            return _always;
        return File.Exists(_file) && TurnOf(span).StartTimeUtc > File.GetLastWriteTimeUtc(_file) ? File.ReadAllText(_file) : null;
    }

    private static Activity TurnOf(Activity span)
    {
        for (var outer = span; outer is not null; outer = outer.Parent)
            if (outer.OperationName == "turn")
                return outer;
        return span;
    }
}
