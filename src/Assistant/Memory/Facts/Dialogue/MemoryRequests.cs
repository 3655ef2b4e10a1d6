using System.Text.RegularExpressions;
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
        if (NotRemembered().IsMatch(text))
            return Request(MemoryRequestKind.DoNotRemember);
        if (Pause().IsMatch(text))
            return Request(MemoryRequestKind.Pause);
        if (Resume().IsMatch(text))
            return Request(MemoryRequestKind.Resume);
        if (Data().IsMatch(text))
            return Request(MemoryRequestKind.EraseData);
        if (Everything().IsMatch(text))
            return Request(MemoryRequestKind.ForgetEverything);
        if (TakeAlong().IsMatch(text))
            return Request(MemoryRequestKind.TakeAlong);
        if (Overview().IsMatch(text))
            return Request(MemoryRequestKind.Overview);
        if (Forget().Match(text) is { Success: true } forget)
            return AttributeWords.Attribute(forget.Groups["a"].Value) is { } attribute ? Request(MemoryRequestKind.Forget, attribute)
                : Relation(forget.Groups["a"].Value) is { } relative ? Request(MemoryRequestKind.Forget, subject: relative)
                : OfRelative().Match(forget.Groups["a"].Value) is { Success: true } theirs && AttributeWords.Attribute(theirs.Groups["a"].Value) is { } known ? Request(MemoryRequestKind.Forget, known, subject: Relations.Canonical(theirs.Groups["r"].Value))
                : Stated(forget.Groups["a"].Value, saidAt) is { } fact ? Request(MemoryRequestKind.Forget, fact.Attribute, fact.Value, subject: fact.Subject) : null;
        if (Why().Match(text) is { Success: true } why)
            return Stated(why.Groups["s"].Value, saidAt) is { } thought ? Request(MemoryRequestKind.Why, thought.Attribute, thought.Value, subject: thought.Subject)
                : WhyOf(why.Groups["s"].Value) is { } asked ? Request(MemoryRequestKind.Why, asked) : null;
        if (Corrections.Of(message) is { IsCorrection: true, BareValue: { } right })
            return Request(MemoryRequestKind.Correct, value: right);
        return Question(text, saidAt, Request);
    }

    private static string Plain(string message) => Courtesy().Replace(message.Replace('’', '\'').Trim(), "").Trim(' ', '.', '!', '?', ',', '。', '！', '？', '，', '"', '“', '”');

    private static MemoryRequest? Question(string text, DateTimeOffset saidAt, Func<MemoryRequestKind, string, string, DateTimeOffset?, string, MemoryRequest> request)
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

    [GeneratedRegex(@"^(?:do not|don't|never|stop) (?:remember(?:ing)?|stor(?:e|ing)|keep(?:ing)?|sav(?:e|ing)|memori[sz](?:e|ing))(?: any(?:thing)? of| anything (?:from|in|about)| anything)? ?(?:this|the|our) (?:conversation|chat|talk|session)$|^(?:keep|treat) this (?:conversation |chat )?(?:off the record|private|confidential)$|^(?:this (?:is|conversation is) )?off the record$|^(?:不要|别)(?:记住|记录|保存|存储|记下)(?:这次|这个|本次|我们的)?(?:对话|谈话|聊天|会话)(?:内容)?$|^这次(?:对话|聊天)(?:不要|别)(?:记录|记住|保存)$", RegexOptions.IgnoreCase)]
    private static partial Regex NotRemembered();

    [GeneratedRegex(@"^(?:pause|suspend|stop|disable|switch off|turn off) (?:your |my |the )?(?:long-term )?memory(?: of me)?$|^(?:do not|don't|stop) remember(?:ing)? (?:me|things|anything|anything about me|things about me|what i say)(?: from now on| any ?more)?$|^暂停(?:你的|我的)?(?:长期)?记忆(?:功能)?(?:吧)?$|^(?:从现在(?:起|开始)[，,]?)?(?:不要|别)再?(?:记住|记录)(?:我说的话|我的事|任何事情?|任何内容)$", RegexOptions.IgnoreCase)]
    private static partial Regex Pause();

    [GeneratedRegex(@"^(?:resume|continue|unpause|enable|switch on|turn on) (?:your |my |the )?(?:long-term )?memory(?: of me)?$|^(?:(?:you (?:may|can)|start) )?remember(?:ing)?(?: me| things| what i say)? again$|^(?:恢复|继续|开启|打开)(?:你的|我的)?(?:长期)?记忆(?:功能)?(?:吧)?$|^(?:可以)?重新(?:开始)?(?:记住|记录)(?:我说的话|我的事)?(?:了|吧)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Resume();

    [GeneratedRegex(@"^(?:erase|delete|remove|destroy|wipe) (?:all (?:of )?)?(?:my|the) (?:personal )?data(?: (?:that )?you (?:have|hold|store|keep)(?: (?:about|on|of) me)?)?$|^(?:erase|delete|remove|destroy|wipe) (?:everything|all(?: the)?(?: data)?)(?: (?:that )?you(?:'ve| have| hold| store| keep)(?: stored| saved| kept| got)?)? (?:about|on|of) me(?:,? (?:including|with|and) (?:all )?(?:our|my) (?:conversations|chats|messages))?$|^(?:erase|delete) me$|^(?:yes,? )?erase everything$|^(?:删除|清除|抹去|销毁)(?:关于)?我的?(?:所有|全部|一切)的?(?:个人)?(?:数据|资料|信息)(?:和(?:对话|聊天记录))?(?:吧)?$|^(?:把|将)?(?:关于)?我的?(?:所有|全部|一切)的?(?:个人)?(?:数据|资料|信息)(?:和(?:对话|聊天记录))?(?:都|全部)?(?:删除|删掉|清除|抹去|销毁)(?:掉)?(?:吧)?$|^(?:确认)?全部删除$", RegexOptions.IgnoreCase)]
    private static partial Regex Data();

    [GeneratedRegex(@"^(?:forget|delete|erase|remove|wipe|clear) (?:everything|all|all of it|all (?:that )?you (?:know|remember|have)|everything (?:that )?you (?:know|remember|have stored|have))(?: (?:about|of|on) me)?$|^forget me$|^(?:erase|delete|clear|wipe) (?:my|all my) (?:memory|memories|data)$|^(?:忘掉|忘记|删除|清除|抹去)(?:关于)?(?:我)?的?(?:一切|所有|全部)(?:信息|记忆|数据|内容|事情)?$|^(?:把|将)?(?:关于)?我的?(?:一切|所有|全部)(?:信息|记忆|数据|内容|事情)?(?:都)?(?:忘掉|忘记|忘了|删除|删掉|清除)(?:吧)?$|^忘(?:掉|记|了)我吧?$", RegexOptions.IgnoreCase)]
    private static partial Regex Everything();

    [GeneratedRegex(@"^(?:(?:can|could|would) you |(?:can|could|may) i |i(?:'d| would) like to )?(?:please )?(?:export|download|send(?: me)?|give(?: me)?|get|have)(?: me)?(?: a copy of| an export of)?(?: all| everything)? ?(?:(?:of )?my (?:personal )?data|(?:that |of )?what (?:is|you have) (?:kept|stored) (?:about|of|on) me|(?:that )?what you (?:remember|know) (?:about|of) me as a file)$|^(?:export|download) (?:all |everything )?(?:that |what )?you (?:remember|know|have stored|have) (?:about|of|on) me$|^(?:export|download) my (?:memory|memories)$|^(?:请)?(?:导出|下载|发给我|给我)(?:一份)?(?:你(?:记得|知道|记住|保存)的)?(?:关于)?我的?(?:所有|全部|个人)?的?(?:数据|资料|信息|记忆|内容)$|^(?:请)?(?:把|将)(?:关于)?我的?(?:所有|全部|个人)?的?(?:数据|资料|信息|记忆)(?:都)?(?:导出|发给我|给我)(?:吧)?$", RegexOptions.IgnoreCase)]
    private static partial Regex TakeAlong();

    [GeneratedRegex(@"^(?:what|which things|everything)(?: all)?(?: do| have)? you (?:still )?(?:remember|know|remembered|stored|have|saved|kept|got)(?: stored| saved)? (?:about|of|on) me$|^(?:show|list|give)(?: me)? (?:what you (?:know|remember) (?:about|of) me|my (?:memory|memories)|your memory of me)$|^(?:记得|知道|记住了?|了解)?(?:你)?(?:记得|知道|记住了?|了解|存了)?(?:关于)?我(?:的)?(?:什么|哪些)(?:事|事情|信息|内容)?$|^(?:你)?(?:对我|都)?(?:记得|知道|了解)(?:关于)?(?:我)?(?:的)?(?:些)?(?:什么|哪些)(?:事情|信息)?$|^关于我(?:你)?(?:都)?(?:记得|知道)(?:些)?什么$", RegexOptions.IgnoreCase)]
    private static partial Regex Overview();

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
