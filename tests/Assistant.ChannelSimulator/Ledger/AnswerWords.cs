using System.Globalization;
using System.Text.RegularExpressions;
using Assistant.ChannelSimulator.Plan;

namespace Assistant.ChannelSimulator.Ledger;

/// <summary>Reads in an answer's words to whose question it belongs: every question has a number of its own, and an answer holds it (an echo) or one more (a sum).</summary>
internal static partial class AnswerWords
{
    /// <summary>It holds a number, or one more.</summary>
    public static bool Says(string? text, int number) => text is not null && Numbers().Matches(text).Select(match => Separators().Replace(match.Value, ""))
        .Any(digits => long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var said) && said - number is 0 or 1);

    /// <summary>Numbers of the activities that the answer's words are about; empty when they tell nothing.</summary>
    public static IReadOnlySet<int> About(string? text) =>
        text is null ? new HashSet<int>() : Numbers().Matches(text).Select(match => Separators().Replace(match.Value, ""))
            .Select(digits => long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? PlannedActivity.NumberOf(number) : null).OfType<int>().ToHashSet();

    /// <summary>It is about other questions, and not about this one: somebody else's answer.</summary>
    /// <param name="known">Whether there is an activity of that number.</param>
    public static bool BelongsElsewhere(string? text, PlannedActivity activity, Func<int, bool> known) => About(text) is var about && !about.Contains(activity.Number) && about.Any(known);

    [GeneratedRegex("[0-9]+(?:[,.\u00a0\u202f ][0-9]{3})*")]
    private static partial Regex Numbers();

    [GeneratedRegex("[^0-9]")]
    private static partial Regex Separators();
}
