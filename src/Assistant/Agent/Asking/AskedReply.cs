using System.Globalization;
using System.Text.RegularExpressions;
using Assistant.Agent.Extractive.Words;

namespace Assistant.Agent.Asking;

/// <summary>What a message answers to an open question: the number of a choice from 0, or yes or no.</summary>
/// <param name="Choice">-1 for an approval and a form.</param>
internal sealed partial record AskedReply(int Choice, bool IsYes)
{
    private const int Longest = 120;

    /// <summary>What was written into a form; null for other questions.</summary>
    public FilledForm? Form { get; init; }

    /// <summary>Null when the message is something else, which withdraws the question.</summary>
    public static AskedReply? Read(AskedBack asked, string message, PressedReply? pressed)
    {
        var said = pressed?.Reply ?? Plain(message);
        if (said.Length is 0 or > Longest)
            return null;
        return asked.Kind == AskedKind.Choice ? Chosen(asked, said) is >= 0 and var choice ? new(choice, true) : null : Agreed(asked, said);
    }

    /// <summary>"No", "cancel" and the like.</summary>
    public static bool IsNo(string message) => No().IsMatch(Plain(message));

    private static AskedReply? Agreed(AskedBack asked, string said) => said switch
    {
        _ when said == Plain(asked.Yes) || Yes().IsMatch(said) || asked.Kind == AskedKind.Erasure && EraseYes().IsMatch(said) || asked.Kind == AskedKind.ForgetEverything && ForgetYes().IsMatch(said) => new(-1, true),
        _ when said == Plain(asked.No) || No().IsMatch(said) => new(-1, false),
        _ => null,
    };

    /// <summary>By number, by "the second", by name with or without its ending, by a word that is in one name alone; -1 for none.</summary>
    private static int Chosen(AskedBack asked, string said)
    {
        if (NumberOf(said) is { } number)
            return number <= asked.Choices.Count ? number - 1 : -1;
        var names = asked.Choices.Select(choice => Plain(choice.Label)).ToList();
        if (names.IndexOf(said) is >= 0 and var whole)
            return whole;
        var words = Words().Matches(said).Select(word => word.Value).Where(word => !IsFiller(word)).ToList();
        if (words.Count == 0)
            return -1;
        var fitting = asked.Choices.Index().Where(choice => Named(names[choice.Index], Plain(choice.Item.Hint), words)).Select(choice => choice.Index).Take(2).ToList();
        return fitting is [var only] ? only : -1;
    }

    private static int? NumberOf(string said)
    {
        var match = Number().Match(said);
        if (!match.Success)
            return null;
        if (match.Groups["n"] is { Success: true } digits)
            return int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);
        var word = match.Groups["w"].Value;
        return 1 + Array.FindIndex(s_ordinals, names => names.Contains(word));
    }

    private static bool Named(string name, string hint, List<string> words) => words.TrueForAll(word => name.Contains(word, StringComparison.Ordinal) || hint.Contains(word, StringComparison.Ordinal));

    private static bool IsFiller(string word) => word is "the" or "in" or "from" or "of" or "one" or "i" or "mean" or "meant" or "please" or "file" or "that" or "this" or "on" or "我" or "是" or "的" or "那" or "个" or "指";

    private static string Plain(string text) => Normal.Of(text).Trim().Trim('.', '!', '?', ',', '。', '！', '？', '，', '"', '“', '”', ' ');

    private static readonly string[][] s_ordinals =
    [
        ["first", "one", "一", "former"], ["second", "two", "二", "latter"], ["third", "three", "三"], ["fourth", "four", "四"], ["fifth", "five", "五"], ["sixth", "six", "六"],
    ];

    [GeneratedRegex(@"^(?:(?:number|no\.?|#|第)\s*)?(?<n>[1-9])(?:\s*[.)]|\s*[个张份])?$|^(?:the )?(?<w>first|second|third|fourth|fifth|sixth|former|latter)(?: one)?$|^(?:number )?(?<w>one|two|three|four|five|six)$|^第?(?<w>[一二三四五六])[个张份]?$")]
    private static partial Regex Number();

    [GeneratedRegex(@"^(?:yes|yep|yeah|y|ok(?:ay)?|sure|(?:yes,? )?(?:please )?(?:do(?: it| so)?|go ahead|confirm(?:ed)?|approved?|allow(?: it)?)|yes,? please)$|^(?:是的?|对|好的?|可以|确认|同意|批准|行|允许)$")]
    private static partial Regex Yes();

    [GeneratedRegex(@"^(?:no|nope|n|no,? thanks?(?: you)?|cancel|stop|don't|do not|never ?mind|decline[d]?|rejected?|refuse|deny|denied|(?:no,? )?(?:don't|do not)(?: do it)?)$|^(?:不|不是|不要|不用了?|否|取消|算了|不行|不可以|不同意|拒绝|别)$")]
    private static partial Regex No();

    [GeneratedRegex("^(?:yes,? )?erase everything$|^(?:确认)?全部删除$")]
    private static partial Regex EraseYes();

    [GeneratedRegex("^(?:yes,? )?forget everything$|^(?:确认)?(?:全部忘掉|忘掉一切)$")]
    private static partial Regex ForgetYes();

    [GeneratedRegex(@"[a-z0-9]+|[\u4e00-\u9fff]+")]
    private static partial Regex Words();
}
