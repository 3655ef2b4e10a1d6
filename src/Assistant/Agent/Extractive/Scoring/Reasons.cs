using System.Text.RegularExpressions;

namespace Assistant.Agent.Extractive.Scoring;

/// <summary>Whether a sentence gives a reason.</summary>
internal static partial class Reasons
{
    public static bool Gives(string text) => Reason().IsMatch(text);

    [GeneratedRegex(@"\b(?:because|since|due to|owing to|therefore|reasons?|caused|causes?|so that|in order to|as a result|led to|thanks to|so the|on account of|prompted|to avoid|to prevent)\b|因为|由于|所以|因此|原因|导致|为了|以便|以免|引起", RegexOptions.IgnoreCase)]
    private static partial Regex Reason();
}
