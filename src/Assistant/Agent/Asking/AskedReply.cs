using System.Globalization;
using System.Text.RegularExpressions;
using Assistant.Agent.Extractive.Words;
using Assistant.Text;

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
    public static bool IsNo(string message) => s_no.Fits(Plain(message));

    private static AskedReply? Agreed(AskedBack asked, string said) => said switch
    {
        _ when said == Plain(asked.Yes) || s_yes.Fits(said) || asked.Kind == AskedKind.Erasure && EraseYes().IsMatch(said) || asked.Kind == AskedKind.ForgetEverything && ForgetYes().IsMatch(said) => new(-1, true),
        _ when said == Plain(asked.No) || s_no.Fits(said) => new(-1, false),
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

    private static readonly MessageShape s_yes = new(
        [
            "yes", "yep", "yeah", "yup", "yea", "ya", "y", "ok", "okay", "k", "sure", "go ahead", "do it", "do so", "do that", "confirm", "confirmed", "approve", "approved", "allow", "allow it", "go for it", "absolutely", "definitely", "of course", "correct", "thats right", "agreed", "sounds good", "please do", "fine",
            "thats fine", "proceed", "lets do it", "affirmative", "why not", "i agree", "i confirm", "certainly", "alright", "all right", "yes please", "is fine", "works for me", "be my guest", "would be great", "would be good", "that would be",
            "是", "是的", "对", "对的", "好", "好的", "好吧", "好啊", "好呀", "可以", "行", "行吧", "确认", "同意", "批准", "允许", "没问题", "嗯", "嗯嗯", "当然", "没错", "就这样", "要", "需要", "来吧", "执行吧", "做吧", "发吧", "继续", "成", "中",
        ],
        [
            "please", "pls", "plz", "it", "that", "thats", "this", "do", "so", "now", "thanks", "thank", "you", "i", "am", "im", "with", "good", "great", "me", "go", "by", "means", "all", "then", "just", "perfect", "exactly", "would", "be", "nice", "id", "love", "to", "like", "lets", "for", "right", "happy", "want", "cool", "can",
            "的", "吧", "啊", "呀", "哦", "了", "请", "谢谢", "麻烦", "你", "您", "我", "就", "那", "那就", "啦", "呢", "一下", "这样", "办", "做", "吗", "嘞", "完全", "帮", "想", "这么", "没", "有", "呗", "快",
        ]);

    private static readonly MessageShape s_no = new(
        [
            "no", "nope", "nah", "n", "cancel", "stop", "dont", "do not", "never mind", "nevermind", "nvm", "decline", "declined", "reject", "rejected", "refuse", "deny", "denied", "not now", "rather not", "better not", "forget it", "leave it", "negative", "no way", "not yet", "hold off", "skip", "skip it", "no need", "not necessary", "not today", "not interested", "not really", "maybe later", "later", "wont be necessary", "not what i want", "another time", "some other time",
            "不", "不是", "不要", "不用", "不用了", "不必", "否", "取消", "算了", "不行", "不可以", "不同意", "拒绝", "别", "先不", "没必要", "不需要", "暂时不", "不想", "免了", "不了", "以后再说", "下次再说", "再说", "改天", "下次",
        ],
        [
            "please", "pls", "it", "that", "thats", "this", "do", "so", "now", "thanks", "thank", "you", "i", "am", "im", "id", "ok", "okay", "for", "sorry", "at", "all", "the", "moment", "just", "want", "to", "changed", "my", "mind", "actually", "good", "ill", "pass", "we", "anymore", "today", "lets", "think", "yet", "wait", "need", "fine", "and", "wont", "be", "really", "what", "maybe", "plz", "on", "second", "thought", "thoughts",
            "的", "吧", "啊", "呀", "哦", "了", "谢谢", "你", "您", "我", "就", "那", "还是", "好", "先", "这样", "做", "暂时", "现在", "要", "用", "需要", "想", "行", "可以", "这个", "弄", "麻烦",
        ]);

    private static readonly string[][] s_ordinals =
    [
        ["first", "one", "一", "former"], ["second", "two", "二", "latter"], ["third", "three", "三"], ["fourth", "four", "四"], ["fifth", "five", "五"], ["sixth", "six", "六"],
    ];

    [GeneratedRegex(@"^(?:(?:number|no\.?|#|第)\s*)?(?<n>[1-9])(?:\s*[.)]|\s*[个张份])?$|^(?:the )?(?<w>first|second|third|fourth|fifth|sixth|former|latter)(?: one)?$|^(?:number )?(?<w>one|two|three|four|five|six)$|^第?(?<w>[一二三四五六])[个张份]?$")]
    private static partial Regex Number();

    [GeneratedRegex("^(?:yes,? )?erase everything$|^(?:确认)?全部删除$")]
    private static partial Regex EraseYes();

    [GeneratedRegex("^(?:yes,? )?forget everything$|^(?:确认)?(?:全部忘掉|忘掉一切)$")]
    private static partial Regex ForgetYes();

    [GeneratedRegex(@"[a-z0-9]+|[\u4e00-\u9fff]+")]
    private static partial Regex Words();
}
