using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules.English;

/// <summary>
/// What a clause says of its subject, its auxiliaries read and taken away: "have been living in Turin" is "living in Turin", perfect; "am no
/// longer a nurse" is "a nurse", a copula, over. A rule then reads the rest in whatever tense it was said.
/// </summary>
internal sealed partial record Predicate(string Rest, bool IsCopula, bool IsPast, bool IsPerfect, bool IsFuture, bool IsDenied, bool IsOver)
{
    /// <summary>Neither denied nor over.</summary>
    public bool IsAffirmed => !IsDenied && !IsOver;

    public static Predicate Of(string words)
    {
        var match = Auxiliaries().Match(words);
        var (helpers, rest) = (match.Groups["a"].Value.ToLowerInvariant(), match.Groups["r"].Value.Trim());
        var over = match.Groups["o"].Success || helpers.Contains("no longer", StringComparison.Ordinal) || helpers.Contains("used to", StringComparison.Ordinal);
        var perfect = Has(helpers, "have", "has");
        return new(rest, Has(helpers, "am", "is", "are", "was", "were", "be", "been"),
            Has(helpers, "was", "were", "did", "had", "used") && !perfect, perfect, Has(helpers, "will", "shall", "going"), Has(helpers, "not", "never", "neither"), over);
    }

    private static bool Has(string helpers, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (helpers.StartsWith(word + " ", StringComparison.Ordinal) || helpers.Contains(" " + word + " ", StringComparison.Ordinal))
                return true;
        return false;
    }

    /// <summary>"Have" is one only before a participle: "have a dog" is a predicate of its own.</summary>
    [GeneratedRegex(@"^(?<a>(?:(?:am|is|are|was|were|be|been|being|do|does|did|will|shall|going to|used to|not|never|neither|no longer|(?:have|has|had)(?= (?:not |never |no longer |since )*(?:\p{L}+ed|been|got|gone|left|quit|sold|bought|become|had|made|lost|found|met|given|put|taken|begun|grown|moved|broken|stolen|sent|cut|kept|come|done|run|swapped|known|outgrown)\b)|since(?= moved)) )*)(?<r>.*?)(?<o>,? (?:any ?more|any longer|no more))?$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Auxiliaries();
}
