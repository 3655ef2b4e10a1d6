using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules;

/// <summary>Values as they are kept: without what trails behind them, and not at all where the words are no value.</summary>
internal static partial class Values
{
    /// <summary>A place: one to five words, cut where the place ends ("Tampere with my parents").</summary>
    public static string? Place(string words)
    {
        var text = Trim(Tail().Replace(" " + words, ""));
        text = PlaceName().Match(text) is { Success: true } name ? name.Value : text;
        return text.Length is 0 or > 60 || NoPlace().IsMatch(text) || !char.IsLetter(text[0]) || text.Count(sign => sign == ' ') > 4 ? null : text;
    }

    /// <summary>A company or an institution, without its article.</summary>
    public static string? Organisation(string words) =>
        Unplaced(Article().Replace(words.Trim(), "")) is { } text && !NoEmployer().IsMatch(text) ? text : null;

    private static string? Unplaced(string words)
    {
        var text = Trim(Within().Replace(Tail().Replace(" " + words, ""), ""));
        return text.Length is 0 or > 60 || NoPlace().IsMatch(text) || !char.IsLetter(text[0]) || text.Count(sign => sign == ' ') > 4 ? null : text;
    }

    /// <summary>A thing, cut where a clause begins; "my new headphones" gives "new headphones".</summary>
    public static string? Thing(string words, int mostWords = 5)
    {
        var text = Own().Replace(Trim(Tail().Replace(" " + words, "")), "");
        return text.Length is 0 or > 60 || NoThing().IsMatch(text) || text.Count(sign => sign == ' ') >= mostWords ? null : text;
    }

    /// <summary>A person's name: one to four words, each with a capital where the script has them.</summary>
    public static string? Name(string words)
    {
        var text = Trim(NameTail().Replace(" " + words, ""));
        return text.Length is 0 or > 50 || !char.IsLetter(text[0]) || NoName().IsMatch(text) || text.Count(sign => sign == ' ') > 3 ? null : text;
    }

    /// <summary>"hiking and jazz", "日语和法语" in parts.</summary>
    public static IEnumerable<string> List(string words) =>
        Separator().Split(words).Select(part => part.Trim()).Where(part => part.Length > 0);

    public static string Trim(string text) => text.Trim().Trim('.', ',', '!', ';', ':', '"', '\'', '。', '，', '！', '；', '、', '”', '“', '(', ')', '（', '）', ' ', '~', '…', '-', '–', '—');

    [GeneratedRegex(@"(?:,| [-–—] |[!.;] ?$|\s(?:with|now|currently|at the|at my|at least|for|because|since|where|and|but|these|right|again|as|together|this|so|which|who|that|until|anymore|any more|any longer|no more|instead|too|please|near|not|though|although|after|before|when|while|if|alone|full time|part time|full-time|part-time|either|anyway|already|permanently|however|by|from|during|to be|due|thanks|btw|or)\b).*$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Tail();

    [GeneratedRegex(@"(?:[,;!(]|(?<!\b(?:Dr|Mr|Mrs|Ms|Prof|St))\. | [-–—] |\s(?:and|but|not|with|who|which|from|please|by the way|now|at|btw|as|so|because|since)\b).*$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex NameTail();

    /// <summary>Words with capitals and what joins them: of "Leeds right by the river" only "Leeds".</summary>
    [GeneratedRegex(@"^(?>(?:the )?\p{Lu}[\p{L}'.-]*(?: (?:(?:of|de|del|do|da|la|le|las|los|upon|on|am|an|der|den|in|the|al|el|sur|sous|und|and) )*\p{Lu}[\p{L}'.-]*)*)(?= \p{Ll})")]
    private static partial Regex PlaceName();

    [GeneratedRegex(@" in (?=\p{Lu}|the |an? ).*$")]
    private static partial Regex Within();

    [GeneratedRegex(@"^(?:an?|my|our|his|her|your|their|its|one|two|three|another|constant|fear|hope|peace|denial|pain|poverty|sin|there|here|that|this|it|style|harmony|the (?:same|city|country|countryside|suburbs?|past|future|moment|middle|house|flat|cloud|office|basement|centre|center|street|north|south|east|west|area|building)|town|place|bed|touch|trouble|general|particular|person|time|advance|house|home|work|case|charge|fact|order|order to|on|in|at|back|away|out|off|up|down|over|forward|ahead|closer|abroad|together|sync|the|new)\b(?! york| delhi| zealand| orleans| netherlands| us\b| usa\b| uk\b| united| philippines| hague| bahamas| bronx| czech| maldives| states| azores| algarve| cotswolds)", RegexOptions.IgnoreCase)]
    private static partial Regex NoPlace();

    [GeneratedRegex(@"^(?:same|office|moment|weekend|company|best|time|money|home|myself|me|hours?|nights?|days?|fun|free|money|food|weekends?|monday|it|them|you|him|her|something|everything|all|night|once|least|noon|\d)\b", RegexOptions.IgnoreCase)]
    private static partial Regex NoEmployer();

    [GeneratedRegex(@"^(?:it|that|this|them|him|her|you|me|us|to|how|when|what|being|the (?:idea|fact|way|look|sound|answer|new)|your|everything|nothing|something|anything|any|these|those|one|there|here|so|very|too|more|most|their|his|its)\b", RegexOptions.IgnoreCase)]
    private static partial Regex NoThing();

    [GeneratedRegex(@"^(?:the|an?|not|on|in|at|my|your|his|her|it|this|that|very|so|too|all|back|later|sorry|happy|sure|tired|when|if|about|crazy|maybe|asap|tomorrow|today|soon|again|me|wrong|names?|anything|whatever)\b|\d", RegexOptions.IgnoreCase)]
    private static partial Regex NoName();

    [GeneratedRegex("^the ", RegexOptions.IgnoreCase)]
    private static partial Regex Article();

    [GeneratedRegex("^(?:my|our|an?|the|some) (?:very own )?", RegexOptions.IgnoreCase)]
    private static partial Regex Own();

    [GeneratedRegex(@"\s*,\s*(?:and |or )?|\s+(?:and|or|&)\s+|、|，|和|以及|还有|跟", RegexOptions.IgnoreCase)]
    private static partial Regex Separator();
}
