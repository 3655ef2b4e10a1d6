using System.Text.RegularExpressions;
using Assistant.Memory.Facts.Dialogue.Requests;
using Assistant.Memory.Facts.Rules;
using Assistant.Memory.Facts.Time;

namespace Assistant.Memory.Facts.Dialogue;

/// <summary>Recognises requests to the memory in English and Chinese. Only whole, short messages: "forget the last line of this mail" is none.</summary>
internal static partial class MemoryRequests
{
    private const int Longest = 160;

    public static MemoryRequest? Of(string message, DateTimeOffset saidAt)
    {
        var text = Plain(message);
        if (text.Length is 0 or > Longest)
            return null;
        var language = Han().IsMatch(text) ? "zh" : "en";
        MemoryRequest Request(MemoryRequestKind kind, string attribute = "", string value = "", DateTimeOffset? asOf = null, string subject = FactAttributes.User) =>
            new(kind, subject, attribute, value, asOf, language);
        if ((language == "zh" ? ChineseRequests.Of(message) : EnglishRequests.Of(message)) is var intent && intent is { IsSure: true })
            return Intended(intent, Request);
        if (Forget().Match(text) is { Success: true } forget && Named(forget.Groups["a"].Value, saidAt) is { } named)
            return Request(MemoryRequestKind.Forget, named.Attribute, named.Value, subject: named.Subject);
        if (Why().Match(text) is { Success: true } why)
        {
            if (Stated(why.Groups["s"].Value, saidAt) is { } thought)
                return Request(MemoryRequestKind.Why, thought.Attribute, thought.Value, subject: thought.Subject);
            if (WhyOf(why.Groups["s"].Value) is { } asked)
                return Request(MemoryRequestKind.Why, asked);
        }
        if (Corrections.Of(message) is { IsCorrection: true, BareValue: { } right })
            return Request(MemoryRequestKind.Correct, value: right);
        return Question(text, saidAt, Request)
            ?? (intent is null ? null : Intended(intent, Request))
            ?? ((language == "zh" ? SelfQuestions.Chinese(message) : SelfQuestions.English(text)) is { } self ? Request(MemoryRequestKind.Question, self) : null);
    }

    private delegate MemoryRequest Make(MemoryRequestKind kind, string attribute = "", string value = "", DateTimeOffset? asOf = null, string subject = FactAttributes.User);

    private static MemoryRequest Intended(MemoryIntent intent, Make request) =>
        intent is { Words.Length: > 0 } and ({ IsSure: true } or { Kind: MemoryRequestKind.Forget }) && AttributeWords.Mentioned(intent.Words) is { } attribute
            ? request(intent.Kind, attribute) with { IsSure = intent.IsSure } : request(intent.Kind) with { Words = intent.Words, IsSure = intent.IsSure };

    /// <summary>An attribute, a person, a person's attribute, or what is said of them.</summary>
    private static (string Subject, string Attribute, string Value)? Named(string words, DateTimeOffset saidAt) =>
        AttributeWords.Attribute(words) is { } attribute ? (FactAttributes.User, attribute, "")
        : Relation(words) is { } relative ? (relative, "", "")
        : OfRelative().Match(words) is { Success: true } theirs && AttributeWords.Attribute(theirs.Groups["a"].Value) is { } known ? (Relations.Canonical(theirs.Groups["r"].Value), known, "")
        : Stated(words, saidAt) is { } fact ? (fact.Subject, fact.Attribute, fact.Value) : null;

    private static string Plain(string message) => Courtesy().Replace(message.Replace('’', '\'').Trim(), "").Trim(' ', '.', '!', '?', ',', '。', '！', '？', '，', '"', '“', '”');

    private static MemoryRequest? Question(string text, DateTimeOffset saidAt, Make request)
    {
        var (when, rest) = TimeWords.Find(text, saidAt, ahead: false);
        // The end of the span that the question names: "in May" is answered with what held at its end.
        var asOf = when.AtEnd is { } end ? end.AddSeconds(-1) : when.Begin;
        var words = Spaces().Replace(rest, " ").Trim(' ', '?', '？', ',');
        var subject = Person().Match(words) is { Success: true } person ? Relations.Canonical(person.Groups["r"].Value) : FactAttributes.User;
        string? attribute = words switch
        {
            _ when Where().IsMatch(words) => FactAttributes.Home,
            _ when Employer().IsMatch(words) => FactAttributes.Employer,
            _ when Who().IsMatch(words) => FactAttributes.Name,
            _ when Age().IsMatch(words) => FactAttributes.Age,
            _ when Birthday().IsMatch(words) => FactAttributes.Birthday,
            _ when Allergic().IsMatch(words) => FactAttributes.Allergy,
            _ when Like().IsMatch(words) => FactAttributes.Likes,
            _ when Order().Match(words) is { Success: true } order => FactAttributes.Order + order.Groups["v"].Value,
            _ when Own().Match(words) is { Success: true } own => AttributeWords.Attribute(own.Groups["a"].Value) ?? Relation(own.Groups["a"].Value),
            _ => null,
        };
        return attribute is null ? null : request(MemoryRequestKind.Question, attribute, "", asOf, subject);
    }

    private static string? Relation(string words) => RelationOnly().IsMatch(words) ? Relations.Canonical(words) : null;

    private static Statement? Stated(string words, DateTimeOffset saidAt) =>
        new RuleFactExtractor().Read(new("", words, saidAt)).FirstOrDefault(statement => statement is { Kind: StatementKind.Holds, IsOpen: false });

    private static string? WhyOf(string words) =>
        Topic().Match(words) is { Success: true } topic ? AttributeWords.Attribute(topic.Groups["a"].Value) : null;

    [GeneratedRegex("[\u4e00-\u9fff]")]
    private static partial Regex Han();

    [GeneratedRegex(" {2,}")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^(?:(?:hi|hello|hey|please|ok|okay|so|and|well|tell me|can you tell me|could you tell me|do you (?:still )?(?:know|remember)|remind me|actually|by the way|now)\b[\s,]*)+(?=\S)|^(?:请问?|你好，?|那么?|告诉我|你(?:还)?(?:记得|知道))+[，,]?|,? please$", RegexOptions.IgnoreCase)]
    private static partial Regex Courtesy();

    [GeneratedRegex(@"^(?:forget|delete|erase|remove)(?: that)? (?:my )?(?<a>(?!it\b|this\b|the\b|about\b).{2,80})$|^(?:忘掉|忘记|忘了|删除|删掉)(?:我的)?(?<a>.{1,30}?)(?:吧)?$|^(?:把|将)我的(?<a>.{1,12}?)(?:忘掉|忘记|忘了|删除|删掉)(?:吧)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Forget();

    [GeneratedRegex(@"^(?:why|how come|what makes you|where did you get the idea)(?: do| would| did)? ?(?:you )?(?:think|believe|know|say|remember|assume)(?: that)? (?<s>.+)$|^(?:how do you know|who told you|where do you know from|why do you know)(?: that)? (?<s>.+)$|^(?:你)?(?:为什么|怎么|凭什么)(?:会)?(?:你)?(?:认为|觉得|知道|说|以为|记得)(?<s>.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Why();

    [GeneratedRegex(@"^(?:my )?(?<a>[\p{L} -]{3,30})$|^我的?(?<a>.{2,8})$", RegexOptions.IgnoreCase)]
    private static partial Regex Topic();

    [GeneratedRegex(@"\bmy (?<r>" + Relations.English + @")\b(?! ?'s name)|我(?:的)?(?<r>" + Relations.Chinese + ")(?=住|在|的|是做|多大|几岁|喜欢|对)", RegexOptions.IgnoreCase)]
    private static partial Regex Person();

    [GeneratedRegex(@"^(?:where|in (?:which|what) (?:city|town|place|country)) (?:do|did|does|was|am|is|were|have|has)(?: i| we| my [\p{L}-]+)(?: been)?(?: living| live| based| home)?(?: now| back| then)*$|^(?:我们?|我(?:的)?(?:" + Relations.Chinese + "))(?:当时|那时|以前|现在)?(?:是)?住(?:在)?(?:哪里|哪儿|哪|哪个城市|什么地方)(?:呢|的|来着)?$|^where i (?:live|lived)$", RegexOptions.IgnoreCase)]
    private static partial Regex Where();

    [GeneratedRegex(@"^(?:where|who|for whom|at which company) (?:do|did|does|am|was|is)(?: i| we| my [\p{L}-]+) (?:work|working|employed)(?: for| at)?(?: now| then)?$|^(?:who|what)(?:'s| is| was) my employer$|^(?:我|我(?:的)?(?:" + Relations.Chinese + "))(?:当时|以前|现在)?在(?:哪里|哪儿|哪|哪家公司|什么公司)(?:工作|上班)(?:呢)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Employer();

    [GeneratedRegex(@"^(?:what(?:'s| is| was) my name|what am i called|who am i|how do you call me|my name)$|^我(?:叫什么(?:名字)?|是谁|的名字(?:是什么|叫什么))$", RegexOptions.IgnoreCase)]
    private static partial Regex Who();

    [GeneratedRegex(@"^how old (?:am i|is my [\p{L}-]+)(?: now)?$|^(?:我|我(?:的)?(?:" + Relations.Chinese + "))(?:今年)?(?:多大|几岁|多少岁)了?$", RegexOptions.IgnoreCase)]
    private static partial Regex Age();

    [GeneratedRegex(@"^when(?:'s| is| was) (?:my (?:[\p{L}-]+'s )?birthday|my [\p{L}-]+ born)$|^when was i born$|^我(?:的)?(?:[\u4e00-\u9fff]{2})?的?生日(?:是)?(?:什么时候|哪天|几号|几月几号)$", RegexOptions.IgnoreCase)]
    private static partial Regex Birthday();

    [GeneratedRegex(@"^what (?:am i|is my [\p{L}-]+) allergic to$|^what allergies do i have$|^我?(?:对)?(?:什么|哪些东西)过敏$|^我对什么过敏$", RegexOptions.IgnoreCase)]
    private static partial Regex Allergic();

    [GeneratedRegex(@"^what (?:do|did) i (?:like|love|enjoy)$|^what are my (?:hobbies|preferences|likes)$|^我(?:都)?喜欢(?:些)?什么$|^我的(?:爱好|喜好)(?:是什么|有哪些)$", RegexOptions.IgnoreCase)]
    private static partial Regex Like();

    [GeneratedRegex(@"^(?:what(?:'s| is| happened (?:to|with))|how is)(?: the (?:state|status) of)? (?:my )?order (?:number )?#?(?<v>[A-Z]{0,4}-?\d[A-Za-z0-9-]{2,15})$|^我?的?订单(?<v>[A-Za-z]{0,4}-?\d[A-Za-z0-9-]{2,15})(?:的状态)?(?:是什么|怎么样了?|什么状态)$", RegexOptions.IgnoreCase)]
    private static partial Regex Order();

    [GeneratedRegex(@"^(?:what(?:'s| is| was| are| were)|which(?: is)?|who(?:'s| is| was)|when(?:'s| is| was)) my (?:current |old |former |new )?(?<a>[\p{L} -]{2,30}?)(?:'s name)?(?: now| then| again)?$|^我的?(?<a>[\u4e00-\u9fff]{1,6}?)(?:当时)?(?:是什么|是多少|是哪个|叫什么|是谁)(?:来着)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Own();

    [GeneratedRegex(@"^(?<r>" + Relations.English + @")'s (?<a>.+)$|^(?<r>" + Relations.Chinese + ")的(?<a>.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex OfRelative();

    [GeneratedRegex("^(?:" + Relations.English + "|" + Relations.Chinese + ")$", RegexOptions.IgnoreCase)]
    private static partial Regex RelationOnly();
}
