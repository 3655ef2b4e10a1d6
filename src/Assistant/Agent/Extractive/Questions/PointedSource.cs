using System.Globalization;
using System.Text.RegularExpressions;
using Assistant.Agent.Extractive.Words;
using Assistant.Perception;

namespace Assistant.Agent.Extractive.Questions;

/// <summary>Which attachment a message points at by its place ("the second picture", "the other file", 第二张图片): counted in the newest message that brought several of the kind, else over the conversation.</summary>
/// <param name="Question">The message without the words that point.</param>
/// <param name="Evidence">Null when what it points at was not read, or when it cannot be told which it is.</param>
/// <param name="IsOther">It points at another than the answer before came from.</param>
internal sealed partial record PointedSource(string Question, Evidence? Evidence, bool IsOther)
{
    private const int Other = 0, Last = -1;
    private const int BeginsWith = 8;
    private const string Chinese = "一二三四五六";
    private static readonly string[] s_english = ["first", "second", "third", "fourth", "fifth", "sixth"];

    /// <summary>Null when it points at nothing, at several, or at something within what was read ("the second page", "the third document to bring").</summary>
    public static PointedSource? Of(string message, AgentRequest request)
    {
        if (Pointing().Matches(message) is not [{ } words] || Groups(request) is not [.., var newest] groups)
            return null;
        var (noun, place) = (NounOf(words), PlaceOf(words));
        var all = groups.SelectMany(group => group).Where(each => IsCalled(each, noun)).ToList();
        var here = newest.FindAll(each => IsCalled(each, noun));
        var among = here.Count > 1 ? here : all;
        if (Papers().IsMatch(noun))
            among = place != Last || Leads().IsMatch(words.Value) ? Known(among, noun, place) : [];
        // One alone is not told apart by its place; and people count the documents that they need, too.
        if (among.Count < 2 || (place > among.Count && !Media().IsMatch(noun)))
            return null;
        var meant = place switch
        {
            Other => OtherThanCited(request, among) ?? OtherThanCited(request, all),
            Last => among[^1].Evidence,
            _ => place <= among.Count ? among[place - 1].Evidence : null,
        };
        return new(Without(message, words), meant, place == Other);
    }

    /// <summary>Several attachments can be told apart by their places.</summary>
    public static bool CanPoint(AgentRequest request) => Groups(request) is { } groups && groups.Sum(group => group.Count) > 1;

    /// <summary>The question about another attachment than it was asked of.</summary>
    /// <param name="which">As a follow-up says it: "second", "other", 第二, 另一.</param>
    /// <param name="noun">What it calls it; empty for the question's own word, or any.</param>
    public static string Instead(string question, string which, string noun)
    {
        var pointing = Pointing().Match(question);
        var (bare, isHan) = (pointing.Success ? Without(question, pointing) : question, Normal.IsHan(which[0]));
        var called = noun.Length > 0 ? noun : pointing.Success && Normal.IsHan(NounOf(pointing)[0]) == isHan ? NounOf(pointing) : isHan ? "附件" : "attachment";
        return isHan ? $"{bare} {which}个{called}" : $"{bare} in the {which} {called}";
    }

    private static string Without(string text, Match words) => text.Remove(words.Index, words.Length).Trim();

    /// <summary>The only one that the newest answer with sources did not come from.</summary>
    private static Evidence? OtherThanCited(AgentRequest request, List<Attached> among)
    {
        var cited = request.Memory.Turns.LastOrDefault(turn => turn.Cited.Count > 0)?.Cited ?? [];
        var others = among.FindAll(each => each.Evidence is null || !cited.Contains(each.Evidence.Id));
        return cited.Count > 0 && others is [var other] ? other.Evidence : null;
    }

    private static string NounOf(Match words) => (words.Groups["kind"].Success ? words.Groups["kind"] : words.Groups["han"]).Value.ToLowerInvariant();

    private static int PlaceOf(Match words)
    {
        var said = (words.Groups["number"] is { Success: true } number ? number : words.Groups["which"] is { Success: true } which ? which : words.Groups["di"]).Value.ToLowerInvariant();
        return said switch
        {
            "other" or "另" => Other,
            "last" or "最后一" => Last,
            _ when Array.IndexOf(s_english, said) is var at and >= 0 => at + 1,
            _ when Chinese.IndexOf(said[^1], StringComparison.Ordinal) is var at and >= 0 => at + 1,
            _ => int.Parse(said.AsSpan(said.Length - 1), CultureInfo.InvariantCulture),
        };
    }

    /// <summary>What was attached to each message, oldest first, this one's last, with gaps for what was not read; null where the places are not known.</summary>
    private static List<List<Attached>>? Groups(AgentRequest request)
    {
        var earlier = request.Evidence.Skip(request.NewEvidence).Where(each => each.AttachmentId is not null).ToList();
        var read = request.Evidence.Take(request.NewEvidence).Where(each => each.AttachmentId is not null).ToList();
        if (earlier.Concat(read).Any(each => each.Place is null))
            return null;
        var groups = earlier.GroupBy(each => each.Place!.SentAt).OrderBy(group => group.Key).Select(Group).ToList();
        var here = read.Count > 0 ? Group(read) : [];
        foreach (var failure in request.Failures.Where(failure => failure.Place > 0).OrderBy(failure => failure.Place))
        {
            while (here.Count < failure.Place)
                here.Add(new(null, null));
            if (here[failure.Place - 1].Evidence is null)
                here[failure.Place - 1] = new(MediaKinds.OfName(failure.Source), null);
        }
        return here.Count > 0 ? [.. groups, here] : groups;
    }

    private static List<Attached> Group(IEnumerable<Evidence> ofOneMessage)
    {
        var read = ofOneMessage.DistinctBy(each => each.Place!.Number).ToDictionary(each => each.Place!.Number);
        return [.. Enumerable.Range(1, read.Values.Max(each => each.Place!.Of)).Select(number => read.GetValueOrDefault(number) is { } evidence ? new Attached(evidence.Kind, evidence) : new(null, null))];
    }

    private static bool IsCalled(Attached attached, string noun) => attached.Kind is not { } kind || noun switch
    {
        _ when Pictures().IsMatch(noun) => kind == EvidenceKind.Image,
        _ when Recordings().IsMatch(noun) => kind == EvidenceKind.Audio,
        "document" or "pdf" or "文档" => kind == EvidenceKind.Document,
        _ when Papers().IsMatch(noun) => kind != EvidenceKind.Audio,
        _ => true,
    };

    /// <summary>Photographed, scanned or as a file: those that are named so, else all where it cannot be told which are none; empty where it can be, but not surely.</summary>
    private static List<Attached> Known(List<Attached> among, string noun, int place)
    {
        var isOneKind = among.Select(each => each.Kind).OfType<EvidenceKind>().Distinct().Count() < 2;
        // What was not read may be one: it keeps its place.
        if (among.Exists(each => each.Evidence is null))
            return isOneKind ? among : [];
        var named = among.FindAll(each => Says(each.Evidence!.Source, noun));
        if (named.Count > 0)
            return named;
        var begins = among.Count(each => each.Evidence!.Blocks.Take(BeginsWith).Any(block => Says(block.Text, noun)));
        return begins == among.Count || (begins == 0 && place > 0 && isOneKind) ? among : [];
    }

    private static bool Says(string text, string noun) =>
        Normal.IsHan(noun[0]) ? text.Contains(noun, StringComparison.Ordinal) : Regex.IsMatch(text.Replace('_', ' '), $@"\b{noun}s?\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <param name="Kind">Null when it is not known, as of what was not read earlier.</param>
    private sealed record Attached(EvidenceKind? Kind, Evidence? Evidence);

    [GeneratedRegex(@"(?:\b(?:in|on|of|from|for|with|about)\s+)?(?:\bthe\s+(?<which>other|first|second|third|fourth|fifth|sixth|last|(?<number>[1-6])(?:st|nd|rd|th))\s+(?<kind>picture|photo|image|screenshot|scan|recording|voice (?:note|message)|document|pdf|file|attachment|invoice|bill|receipt|contract|quotation|report)\b|(?<!\b(?:the|this|that|a|my|your)\s)\b(?<kind>picture|photo|image|screenshot)\s+(?:no\.?\s*|number\s+|#)?(?<number>[1-6])\b(?![.,]?\d|\.\w))|(?:在|从)?(?:(?<di>第[一二三四五六1-6]|最后一)[张幅个份段条]|(?<di>另)外?一?[张幅个份段条])(?<han>图片?|照片|截图|录音|语音|文档|文件|附件|发票|账单|收据|合同|报价单|报告)(?![夹表名格])(?:里面?|中|上面?)?的?", RegexOptions.IgnoreCase)]
    private static partial Regex Pointing();

    [GeneratedRegex("^(?:picture|photo|image|screenshot|scan|图片?|照片|截图)$")]
    private static partial Regex Pictures();

    [GeneratedRegex("^(?:recording|voice note|voice message|录音|语音)$")]
    private static partial Regex Recordings();

    [GeneratedRegex("^(?:invoice|bill|receipt|contract|quotation|report|发票|账单|收据|合同|报价单|报告)$")]
    private static partial Regex Papers();

    /// <summary>"The last report" may be one that nobody sent; "in the last report" is.</summary>
    [GeneratedRegex(@"^(?:in|on|of|from|for|with|about|在|从)", RegexOptions.IgnoreCase)]
    private static partial Regex Leads();

    /// <summary>What is never spoken of in a document as one of several things to bring or to sign.</summary>
    [GeneratedRegex("^(?:picture|photo|screenshot|recording|voice note|voice message|图片?|照片|截图|录音|语音)$")]
    private static partial Regex Media();
}
