using System.Globalization;
using System.Text.RegularExpressions;
using Assistant.Agent.Extractive.Words;
using Assistant.Memory;
using Assistant.Perception;

namespace Assistant.Agent.Extractive.Questions;

/// <summary>Which attachment a message points at by its place ("the second picture", "the other one", 第二张图片): counted in its message, or over the conversation where that message has but one.</summary>
/// <param name="Question">The message without the words that point.</param>
/// <param name="Evidence">Null when what it points at was not read, or is not there.</param>
/// <param name="Noun">The word that it was called by; "one" for any.</param>
/// <param name="Place">1 and on; 0 for "the other", -1 for "the last".</param>
internal sealed partial record PointedSource(string Question, Evidence? Evidence, string Noun, int Place)
{
    /// <summary>The <see cref="Place"/> of the one that the answer before did not come from.</summary>
    public const int Other = 0;

    private const int Last = -1;

    private static readonly string[] s_english = ["first", "second", "third", "fourth", "fifth", "sixth"];
    private const string Chinese = "一二三四五六";

    /// <summary>Null when it points at nothing, or at something within what was read ("the second page", "the first document to bring").</summary>
    /// <param name="turn">The turn that the message leans on; null for none.</param>
    public static PointedSource? Of(string message, AgentRequest request, RememberedTurn? turn)
    {
        if (Pointing().Match(message) is not { Success: true } words)
            return null;
        var noun = NounOf(words);
        var place = PlaceOf(words);
        var (groups, pool) = (Groups(request), KindsOf(noun));
        List<Attached> here = groups.Count == 0 ? [] : [.. groups[^1].Where(each => pool(each.Kind))];
        List<Attached> all = [.. groups.SelectMany(group => group).Where(each => pool(each.Kind))];
        var among = here.Count > 1 ? here : all;
        // One alone is not told apart by its place, unless the word is for nothing but what is sent.
        if (place == Other ? turn is null || all.Count == 0 : among.Count < 2 && !(place > 1 && among.Count == 1 && Sent().IsMatch(noun)))
            return null;
        var question = message.Remove(words.Index, words.Length).Trim();
        var meant = place switch
        {
            Other => OtherThan(turn!, among, all),
            Last => among[^1].Evidence,
            _ => place <= among.Count ? among[place - 1].Evidence : null,
        };
        return new(question, meant, noun, place);
    }

    /// <summary>The question about another attachment than it was asked of.</summary>
    /// <param name="which">As a follow-up says it: "second", "other", 第二, 另一.</param>
    public static string Instead(string question, string which)
    {
        var pointing = Pointing().Match(question);
        var (bare, noun) = pointing.Success ? (question.Remove(pointing.Index, pointing.Length).Trim(), NounOf(pointing)) : (question, "");
        var isHan = Normal.IsHan(which[0]);
        var called = noun.Length > 0 && Normal.IsHan(noun[0]) == isHan ? noun : isHan ? "附件" : "attachment";
        return isHan ? $"{bare} {which}个{called}" : $"{bare} in the {which} {called}";
    }

    /// <summary>The only one that the answer before did not come from.</summary>
    private static Evidence? OtherThan(RememberedTurn turn, List<Attached> among, List<Attached> all)
    {
        bool IsOther(Attached each) => each.Evidence is null || !turn.Cited.Contains(each.Evidence.Id);
        var others = among.FindAll(IsOther);
        if (others.Count == 0)
            others = all.FindAll(IsOther);
        return turn.Cited.Count > 0 && others is [var other] ? other.Evidence : null;
    }

    private static string NounOf(Match words) => (words.Groups["kind"].Success ? words.Groups["kind"] : words.Groups["han"]).Value.ToLowerInvariant();

    private static int PlaceOf(Match words)
    {
        var said = (words.Groups["which"].Success ? words.Groups["which"].Value : words.Groups["number"].Success ? words.Groups["number"].Value : words.Groups["di"].Value).ToLowerInvariant();
        return said switch
        {
            "other" or "另" => Other,
            "last" or "最后一" => Last,
            _ when Array.IndexOf(s_english, said) is var at and >= 0 => at + 1,
            _ when Chinese.IndexOf(said[^1], StringComparison.Ordinal) is var at and >= 0 => at + 1,
            _ => int.Parse(said.AsSpan(said[0] == '第' ? 1 : 0, 1), CultureInfo.InvariantCulture),
        };
    }

    /// <summary>What was attached to each message, oldest first; of those before this one, what was not read is a gap in the places.</summary>
    private static List<List<Attached>> Groups(AgentRequest request)
    {
        var groups = new List<List<Attached>>();
        foreach (var earlier in request.Evidence.Skip(request.NewEvidence).Where(each => each.AttachmentId is not null || each.Place > 0))
        {
            if (groups.Count == 0 || earlier.Place <= groups[^1][^1].Place)
                groups.Add([]);
            for (var missing = groups[^1].Count > 0 ? groups[^1][^1].Place + 1 : 1; missing < earlier.Place; missing++)
                groups[^1].Add(new(missing, null, null));
            groups[^1].Add(new(earlier.Place, earlier.Kind, earlier));
        }
        groups.Reverse();
        List<Attached> here =
        [
            .. request.Evidence.Take(request.NewEvidence).Select(each => new Attached(each.Place, each.Kind, each)),
            .. request.Failures.Where(failure => failure.Place > 0).Select(failure => new Attached(failure.Place, MediaKinds.OfName(failure.Source), null)),
        ];
        if (here.Count > 0)
            groups.Add([.. here.DistinctBy(each => each.Place).OrderBy(each => each.Place)]);
        return groups;
    }

    private static Func<EvidenceKind?, bool> KindsOf(string noun) => noun switch
    {
        _ when Pictures().IsMatch(noun) => kind => kind is null or EvidenceKind.Image,
        _ when Recordings().IsMatch(noun) => kind => kind is null or EvidenceKind.Audio,
        _ when Documents().IsMatch(noun) => kind => kind is null or EvidenceKind.Document,
        _ => static _ => true,
    };

    /// <param name="Kind">Null when it is not known.</param>
    private sealed record Attached(int Place, EvidenceKind? Kind, Evidence? Evidence);

    [GeneratedRegex(@"(?:\b(?:in|on|of|from|for|with|about)\s+)?(?:\bthe\s+(?<which>other|first|second|third|fourth|fifth|sixth|last|(?<number>[1-6])(?:st|nd|rd|th))\s+(?<kind>picture|photo|image|screenshot|scan|recording|voice (?:note|message)|document|pdf|file|attachment)\b|\b(?<kind>picture|photo|image|screenshot)\s+(?:no\.?\s*|number\s+|#)?(?<number>[1-6])\b(?![.,]?\d))|(?:在|从)?(?:(?<di>第[一二三四五六1-6]|最后一)[张幅个份段条]|(?<di>另)外?一?[张幅个份段条])(?<han>图片?|照片|截图|录音|语音|文档|文件|附件)(?:里面?|中|上面?)?的?", RegexOptions.IgnoreCase)]
    private static partial Regex Pointing();

    [GeneratedRegex("^(?:picture|photo|screenshot|attachment|图片|照片|截图|附件)$")]
    private static partial Regex Sent();

    [GeneratedRegex("^(?:picture|photo|image|screenshot|scan|图片?|照片|截图)$")]
    private static partial Regex Pictures();

    [GeneratedRegex("^(?:recording|voice note|voice message|录音|语音)$")]
    private static partial Regex Recordings();

    [GeneratedRegex("^(?:document|pdf|文档)$")]
    private static partial Regex Documents();
}
