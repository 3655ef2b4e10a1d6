using System.Runtime.InteropServices;

namespace Assistant.Inference.Models;

/// <summary>Notices a decoder that says the same thing over and over.</summary>
internal static class RepetitionLoop
{
    private const int LongestPhrase = 24;
    /// <summary>
    /// Index at which the repetitions of a phrase begin (after its first time) when the ids end in a phrase said again and again: three times,
    /// or as often as makes <paramref name="shortest"/> ids, whichever is more ("no, no, no" is speech, and a table's ruler a table). Null when they do not.
    /// </summary>
    public static int? Begins(List<int> ids, int shortest)
    {
        var all = CollectionsMarshal.AsSpan(ids);
        for (var length = 1; length <= LongestPhrase; length++)
        {
            var times = Math.Max(3, (shortest + length - 1) / length);
            if (length * times > all.Length)
                continue;
            var tail = all[^(length * times)..];
            if (tail[length..].SequenceEqual(tail[..^length]))
                return all.Length - tail.Length + length;
        }
        return null;
    }
}
