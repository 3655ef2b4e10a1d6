namespace Assistant.Agent.Grounding;

/// <summary>Notices that a text goes round in circles: its end is one piece said again and again. Looked at now and then, not at each token.</summary>
internal static class RepetitionWatch
{
    private const int Window = 2_400;
    private const int LeastRepeats = 6;
    private const int LeastLength = 400;
    private const int LongestUnit = 300;

    /// <summary>Where the second saying begins; -1 when there is no such circle.</summary>
    public static int Find(string text)
    {
        if (text.Length < LeastLength)
            return -1;
        var tail = text.AsSpan(Math.Max(0, text.Length - Window));
        for (var unit = 1; unit <= LongestUnit; unit++)
        {
            var length = unit;
            while (length < tail.Length && tail[^(length + 1)] == tail[^(length + 1 - unit)])
                length++;
            // Long rows of one sign are rulers and tables; words must go round.
            if (length >= Math.Max(LeastLength, unit * LeastRepeats) && (unit > 2 || length >= 2_000))
                return text.Length - length + unit;
        }
        return -1;
    }
}
