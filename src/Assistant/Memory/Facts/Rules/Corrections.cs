using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules;

/// <summary>
/// "That's wrong, I meant Lund": the words behind the marker, which either state something whole ("I live in Lund") or only the value,
/// which then corrects the statement before it.
/// </summary>
internal static partial class Corrections
{
    private const int LongestValue = 40, MostSpaces = 4, LongestAddress = 120;

    public static (bool IsCorrection, string Words, string? BareValue) Of(string sentence)
    {
        if (Marker().Match(sentence) is not { Success: true } marker)
            return (false, sentence, null);
        var rest = sentence[marker.Length..].Trim(' ', ',', ':', '，', '：', '.', '。');
        rest = Negated().Replace(rest, "");
        return Bare().Match(rest) is { Success: true } bare && !Clausal().IsMatch(bare.Groups["v"].Value) && Values.Trim(bare.Groups["v"].Value) is { Length: > 0 } value && IsValue(value)
            ? (true, "", value) : (true, rest, null);
    }

    /// <summary>A few words; of an address more.</summary>
    private static bool IsValue(string value) =>
        (value.Length < LongestValue && value.Count(sign => sign == ' ') < MostSpaces) || (value.Length < LongestAddress && HouseAndStreet().IsMatch(value));

    [GeneratedRegex(@"^\d{1,5}[a-zA-Z]?,? \p{Lu}\p{L}+|^\p{Lu}[\p{L}. -]{2,40} \d{1,5}[a-zA-Z]?,? ")]
    private static partial Regex HouseAndStreet();

    [GeneratedRegex(@"^\W*(?:(?:no|oh no|oops|whoops|argh|ugh|ah|sorry|apologies|my mistake|pardon|correction|wait|hmm|actually)\b[\s,.:–—-]*)*(?:(?:that|this|it|what i (?:said|wrote))(?:'s| is| was) (?:wrong|not right|not correct|incorrect|a mistake|a typo|false)|i (?:made a mistake|misspoke|mistyped|was wrong|got that wrong)|(?:that was |it was |stupid |damn |another |small )?(?:autocorrect|typo)|correction|scratch that|wrong|my mistake|sorry(?=,? (?:i|my|it|we)\b)|no(?=, (?:i|my|it)\b))\b[\s,.:;–—-]*(?:(?:i meant|i mean|it is|it's|it should be|make that|actually)\b\s*(?=(?:i|my)\b))?|^\W*(?=i meant\b)|^\s*(?:不对|不是|错了|说错了|我说错了|我搞错了|更正|更正一下|抱歉|对不起|写错了|那是错的|这不对|不好意思)[，,。：: ]*(?:说错了|写错了|搞错了)?[，,。：: ]*", RegexOptions.IgnoreCase)]
    private static partial Regex Marker();

    [GeneratedRegex(@"^(?:(?:i|we) (?:meant|mean)|it(?:'s| is)|it should (?:be|have been)|make (?:that|it)|should be|actually|the (?:right|correct) (?:one|answer|value) is)(?: to say)?(?: actually)?:? (?<v>.+)$|^(?:我)?(?:是说|的意思是|想说的是|指的是|说的是)(?<v>.+)$|^(?:应该是|应当是|应为|正确的是|其实是)(?<v>.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Bare();

    [GeneratedRegex(@"^(?:i|my|we|that|it|the|to|when|if|how)\b|我|你", RegexOptions.IgnoreCase)]
    private static partial Regex Clausal();

    [GeneratedRegex(@",? (?:and )?not (?:in |at )?[\p{L}\d .-]{1,40}$|[，,]?(?:而)?不是.{1,12}$", RegexOptions.IgnoreCase)]
    private static partial Regex Negated();
}
