using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules.English;

/// <summary>Which words with a capital are a person's name: not what else English writes with one, nor what begins a sentence.</summary>
internal static partial class EnglishNames
{
    private static readonly FrozenSet<string> s_others = FrozenSet.ToFrozenSet(
        ("Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November December Christmas Easter " +
         "American British Canadian Australian Swiss Austrian Belgian Brazilian Mexican Indian Iranian Egyptian Scottish Scots European African Asian Argentinian Chilean Colombian Cuban Nigerian Kenyan Ghanaian Moroccan Algerian Tunisian Israeli Pakistani Bangladeshi Filipino Irish Welsh English Kiwi Aussie " +
         "Catholic Muslim Jewish Christian Hindu Buddhist Sikh Protestant Orthodox Atheist Vegan Vegetarian Celiac Coeliac Diabetic Retired Married Single Divorced Pregnant Male Female " +
         "I We You He She It They This That These Those There Here What Where When Why Who How Which The A An My Our Your His Her Their Its One Two Three Some Any All Both Each Every Nothing Something Anything Everything Nobody Somebody Anybody Everybody Everyone Someone Anyone " +
         "Order Parcel Ticket Contract Address Name Phone Mobile Email Mail Number Deadline Appointment Delivery Service Support Customer Account Payment Invoice Box Package Thanks Thank Hello Hi Hey Dear Sorry Please Yes No Not Never Ok Okay Also And But So Or If Then Now Just Still Only Back Out Over Up Down Same Ready Done Tired Happy Sad Late Early New Old Good Great Fine Sure Right Wrong Correct Correction Update Moved Living Working Home Work Job Life Today Tomorrow Yesterday Tonight Since From Until In On At To For With By As Of").Split(' '),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>One to four words with capitals, none of them another thing, "Ms. Varga" too.</summary>
    public static bool IsName(string words) =>
        Shape().IsMatch(words) && words.Split(' ') is { Length: <= 4 } parts && parts.All(part => !s_others.Contains(part.TrimEnd('.')) && (Languages.Of(part) is null));

    /// <summary>"J-O-N-A-S" tells how a name is written.</summary>
    public static bool IsSpelled(string words) => Spelled().IsMatch(words);

    /// <summary>The name that words begin with; null for none.</summary>
    public static string? Leading(string words) =>
        Start().Match(words) is { Success: true } match ? Shortened(match.Value) : null;

    /// <summary>"Priya I" is Priya.</summary>
    private static string? Shortened(string words)
    {
        while (!IsName(words))
        {
            if (words.LastIndexOf(' ') is not (> 0 and var space))
                return null;
            words = words[..space];
        }
        return words;
    }

    [GeneratedRegex(@"^(?:\p{L}[-. ]){2,}\p{L}$")]
    private static partial Regex Spelled();

    [GeneratedRegex(@"^(?:(?:Mr|Mrs|Ms|Dr|Prof)\.? )?\p{Lu}[\p{L}'’.-]*(?: (?:(?:van|von|de|da|di|del|der|den|la|le|bin|al|el|ter) )*\p{Lu}[\p{L}'’.-]*)*$")]
    private static partial Regex Shape();

    [GeneratedRegex(@"^(?:(?:Mr|Mrs|Ms|Dr|Prof)\.? )?\p{Lu}[\p{L}'’-]*(?: (?:(?:van|von|de|da|di|del|der|den|la|le|bin|al|el|ter) )*\p{Lu}[\p{L}'’-]*){0,3}(?![\p{L}\d])")]
    private static partial Regex Start();
}
