using System.Text.RegularExpressions;
using Assistant.Agent.Extractive.Values;

namespace Assistant.Agent.Extractive.Questions;

/// <summary>What form a question has and what its answer looks like, by its question words. Expects one spelling, lower case.</summary>
internal static partial class QuestionTypes
{
    public static (QuestionForm Form, IReadOnlyList<ValueKind> Wanted, string Head) Of(string question, string language) =>
        language == "zh" ? Chinese(question) : English(question);

    private static (QuestionForm, IReadOnlyList<ValueKind>, string) English(string q)
    {
        var head = EnglishHead().Match(q) is { Success: true } match ? match.Groups["head"].Value : "";
        return q switch
        {
            _ when EnglishWhy().IsMatch(q) => (QuestionForm.Why, [], ""),
            _ when EnglishDuration().IsMatch(q) => (QuestionForm.HowMuch, [ValueKind.Duration, ValueKind.Quantity], ""),
            _ when EnglishDefinition().IsMatch(q) => (QuestionForm.Definition, [], ""),
            _ when EnglishTime().IsMatch(q) => (QuestionForm.When, [ValueKind.Time], head),
            _ when EnglishDate().IsMatch(q) => (QuestionForm.When, [ValueKind.Date], head),
            _ when EnglishPhone().IsMatch(q) => (QuestionForm.What, [ValueKind.Phone], head),
            _ when EnglishEmail().IsMatch(q) => (QuestionForm.What, [ValueKind.Email], head),
            _ when EnglishUrl().IsMatch(q) => (QuestionForm.What, [ValueKind.Url], head),
            _ when EnglishPercent().IsMatch(q) => (QuestionForm.HowMuch, [ValueKind.Percent], head),
            _ when EnglishMoney().IsMatch(q) => (QuestionForm.HowMuch, [ValueKind.Money], head),
            _ when EnglishQuantity().IsMatch(q) => (QuestionForm.HowMuch, [ValueKind.Quantity], head),
            _ when EnglishCount().IsMatch(q) => (QuestionForm.HowMany, [ValueKind.Number], head),
            _ when EnglishHowMuch().IsMatch(q) => (QuestionForm.HowMuch, [ValueKind.Money, ValueKind.Quantity, ValueKind.Percent, ValueKind.Number], head),
            _ when EnglishWhen().IsMatch(q) => (QuestionForm.When, [ValueKind.Date, ValueKind.Time], ""),
            _ when EnglishCode().IsMatch(q) => (QuestionForm.What, [ValueKind.Code], head),
            _ when EnglishWhere().IsMatch(q) => (QuestionForm.Where, [ValueKind.Place], head),
            _ when EnglishOrganisation().IsMatch(q) => (QuestionForm.Which, [ValueKind.Organisation], head),
            _ when EnglishAddressee().IsMatch(q) => (QuestionForm.Who, [ValueKind.Person, ValueKind.Organisation, ValueKind.Email], head),
            _ when EnglishCallee().IsMatch(q) => (QuestionForm.Who, [ValueKind.Person, ValueKind.Organisation, ValueKind.Phone], head),
            _ when EnglishWho().IsMatch(q) => (QuestionForm.Who, [ValueKind.Person, ValueKind.Organisation], head),
            _ when EnglishHow().IsMatch(q) => (QuestionForm.How, [], ""),
            _ when EnglishYesNo().IsMatch(q) => (QuestionForm.YesNo, [], ""),
            _ when EnglishList().IsMatch(q) => (QuestionForm.List, [], head),
            _ when head.Length > 0 => (QuestionForm.Which, [], head),
            _ when EnglishWhat().IsMatch(q) => (QuestionForm.What, [], ""),
            _ => (QuestionForm.Statement, [], ""),
        };
    }

    private static (QuestionForm, IReadOnlyList<ValueKind>, string) Chinese(string q)
    {
        var head = ChineseHead().Match(q) is { Success: true } match ? match.Groups["head"].Value : "";
        return q switch
        {
            _ when ChineseWhy().IsMatch(q) => (QuestionForm.Why, [], ""),
            _ when ChineseTime().IsMatch(q) => (QuestionForm.When, [ValueKind.Time], ""),
            _ when ChineseDate().IsMatch(q) => (QuestionForm.When, [ValueKind.Date], ""),
            _ when ChineseWhen().IsMatch(q) => (QuestionForm.When, [ValueKind.Date, ValueKind.Time], ""),
            _ when ChineseDuration().IsMatch(q) => (QuestionForm.HowMuch, [ValueKind.Duration, ValueKind.Quantity], ""),
            _ when ChinesePhone().IsMatch(q) => (QuestionForm.What, [ValueKind.Phone], ""),
            _ when ChineseEmail().IsMatch(q) => (QuestionForm.What, [ValueKind.Email], ""),
            _ when ChineseUrl().IsMatch(q) => (QuestionForm.What, [ValueKind.Url], ""),
            _ when ChinesePercent().IsMatch(q) => (QuestionForm.HowMuch, [ValueKind.Percent], ""),
            _ when ChineseMoney().IsMatch(q) => (QuestionForm.HowMuch, [ValueKind.Money], ""),
            _ when ChineseQuantity().IsMatch(q) => (QuestionForm.HowMuch, [ValueKind.Quantity], ""),
            _ when ChineseCode().IsMatch(q) => (QuestionForm.What, [ValueKind.Code], ""),
            _ when ChineseCount().IsMatch(q) => (QuestionForm.HowMany, [ValueKind.Number, ValueKind.Quantity, ValueKind.Money, ValueKind.Percent], ""),
            _ when ChineseOrganisation().IsMatch(q) => (QuestionForm.Which, [ValueKind.Organisation], head),
            _ when ChineseCallee().IsMatch(q) => (QuestionForm.Who, [ValueKind.Person, ValueKind.Organisation, ValueKind.Phone], ""),
            _ when ChinesePerson().IsMatch(q) => (QuestionForm.Who, [ValueKind.Person, ValueKind.Organisation], ""),
            _ when ChinesePlace().IsMatch(q) => (QuestionForm.Where, [ValueKind.Place], ""),
            _ when ChineseDefinition().IsMatch(q) => (QuestionForm.Definition, [], ""),
            _ when ChineseYesNo().IsMatch(q) => (QuestionForm.YesNo, [], ""),
            _ when ChineseList().IsMatch(q) => (QuestionForm.List, [], head),
            _ when head.Length > 0 => (QuestionForm.Which, [], head),
            _ when ChineseHow().IsMatch(q) => (QuestionForm.How, [], ""),
            _ when ChineseWhat().IsMatch(q) => (QuestionForm.What, [], ""),
            _ => (QuestionForm.Statement, [], ""),
        };
    }

    [GeneratedRegex(@"\b(?:which|what)(?:\s(?:kinds?|types?|sorts?)\sof)?\s(?!(?:is|are|was|were|do|does|did|has|have|had|would|will|can|could|should|must|of|the|a|an|happen\w*|else|if|about|time|day|date|year)\b)(?<head>[a-z-]+(?:\s(?!is|are|was|were|do|does|did|has|have|had|will|can)[a-z-]+)?)")]
    private static partial Regex EnglishHead();

    [GeneratedRegex(@"^\W*why\b|\b(?:what|which)\b.{0,30}\b(?:reasons?|causes?|caused)\b|\bhow come\b|\bwhat made\b|\bwhy (?:is|are|was|were|do|does|did|has|have|must|should|can)\b")]
    private static partial Regex EnglishWhy();

    [GeneratedRegex(@"\bhow (?:long|old|soon|quickly|early|late|frequently)\b|\bhow (?:far|much|long) (?:ahead|in advance|beforehand)\b|\bhow many (?:seconds|minutes|hours|days|weeks|months|years|nights)\b|\bwhat (?:is|was) the (?:duration|notice period|length of time)\b|\bafter how many (?:seconds|minutes|hours|days)\b")]
    private static partial Regex EnglishDuration();

    [GeneratedRegex(@"^\W*(?:what does .{1,60} (?:mean|stand for)|what is meant by|define\b|what(?:'s| is) (?:a|an) [a-z -]+\??$|what is the (?:meaning|definition) of)")]
    private static partial Regex EnglishDefinition();

    [GeneratedRegex(@"\b(?:at |until |till |from |by |since |before |after )?(?:what|which) (?:time|hour)\b|\bwhat o'clock\b|\buntil when in the day\b")]
    private static partial Regex EnglishTime();

    [GeneratedRegex(@"\b(?:on |by |until |from |since |in )?(?:what|which) (?:date|day|days|year|month|week|weekday|century|decade)\b|\bdate of\b|\bwhat(?:'s| is| was) the .{0,20}(?:date|deadline|birthday)\b|\b(?:by|until|till|since) when\b|\bdue date\b")]
    private static partial Regex EnglishDate();

    [GeneratedRegex(@"\b(?:phone|telephone|mobile|fax|hotline)\b.*\b(?:number)?|\bwhat (?:number|extension)\b.{0,20}\b(?:call|dial|ring|phone)\b|\b(?:reach|call|contact)\b.*\bby phone\b")]
    private static partial Regex EnglishPhone();

    [GeneratedRegex(@"\be-?mail(?: address)?\b(?! (?:about|say|from|to)\b)")]
    private static partial Regex EnglishEmail();

    [GeneratedRegex(@"\b(?:web ?site|url|web address|homepage)\b")]
    private static partial Regex EnglishUrl();

    [GeneratedRegex(@"\b(?:what|which) (?:percentage|percent|share|proportion|fraction|part|quota|rebate)\b|\bpercent(?:age)?\b|\bwhat (?:is|was) the (?:\w+ )?rate\b|\bhow (?:happy|satisfied|full)\b")]
    private static partial Regex EnglishPercent();

    [GeneratedRegex(@"\bhow (?:expensive|pricey)\b|\b(?:what|how much)\b.{0,50}\b(?:cost|costs|charge|charged|owe|owed|worth|spend|spent|earn|earned|earns|reimbursed|refunded|insured)\b|\bhow much\b.{0,50}\b(?:pay|paid|pays|price)\b|\bwhat (?:do|does|did|will|would|must|should|can)\b.{0,40}\bpay\b|\bwhat (?:is|are|was|were|have|has)\b.{0,40}\bpaid\b|\bhow (?:high|large|big) (?:is|are|was|were|must|should|will|can) (?:the |a |an |my |our |your |his |her |their )?(?:[\w-]+ ){0,2}(?:tip|fee|fine|rent|deposit|insurance|premium|penalty|salary|wages?|budget|bill|price|costs?|debt|loan|allowance|bonus|surcharge|tax)\b|\bwhat (?:sum|amount|price|fee)\b|\bwhat(?:'s| is| was| are) the (?:[\w-]+ ){0,3}(?:price|cost|fee|total|amount|sum|rent|salary|deposit|balance|tax|subtotal|budget|revenue|turnover|premium|wages?|pay|excess|fare)\b|\bfor how much\b")]
    private static partial Regex EnglishMoney();

    [GeneratedRegex(@"\bhow (?:heavy|tall|high|wide|deep|far|large|big|fast|hot|cold|warm|thick|broad|strong|loud|bright)\b|\bhow much (?:memory|space|room|disk|data|weight|water|power|energy|fuel|electricity)\b|\bwhat (?:is|was) the (?:weight|height|width|length|depth|distance|speed|temperature|area|size|capacity)\b|\bhow many (?:mega|giga|kilo|tera)?(?:bytes|metres|meters|kilometres|kilometers|miles|kilos|kilograms|grams|litres|degrees|square \w+)\b|\bwhat (?:space|room)\b")]
    private static partial Regex EnglishQuantity();

    [GeneratedRegex(@"\bhow (?:many|often)\b|\bwhat (?:is|was) the number of\b|\b(?:what|which) number of\b|\bnumber of times\b|\b(?:population|head count|party size)\b")]
    private static partial Regex EnglishCount();

    [GeneratedRegex(@"\bhow much\b")]
    private static partial Regex EnglishHowMuch();

    [GeneratedRegex(@"^(?!\W*(?:does|do|did|is|are|was|were|has|have)\b(?! you (?:know|remember)))(?:(?!\b(?:which|what|who|whom|how|where)\b).)*?\bwhen\b(?!\s(?:the|it|there|a|an|i|you|we|they|he|she)\s[^?]*\bwhat\b)")]
    private static partial Regex EnglishWhen();

    [GeneratedRegex(@"\b(?:what|which)(?:'s| is| was)?\s(?:\w+\s){0,3}?(?:code|password|passcode|pin|id|identifier|serial|reference|hash|port|version|plate|number|iban|account number|registration|revision|status|line)\b")]
    private static partial Regex EnglishCode();

    [GeneratedRegex(@"\bwhere\b|\b(?:what|which) (?:place|city|town|country|state|street|room|building|location|venue|address|shop|branch|region|county|continent|area|floor|gate|shelf)\b|\bwhat(?:'s| is) the (?:location|address|venue|place)\b")]
    private static partial Regex EnglishWhere();

    [GeneratedRegex(@"\b(?:which|what) (?:company|firm|organi[sz]ation|university|school|team|network|group|agency|supplier|vendor|business|bank|department)\b")]
    private static partial Regex EnglishOrganisation();

    [GeneratedRegex(@"\bwhom?\b.{0,30}\b(?:write|mail|contact|turn)\b")]
    private static partial Regex EnglishAddressee();

    [GeneratedRegex(@"\bwhom?\s(?:to|do|does|can|should|could|must|would|will|shall|may)\b.{0,20}(?<!\b(?:the|a|this|that|our)\s)\b(?:call|ring|phone)\b")]
    private static partial Regex EnglishCallee();

    [GeneratedRegex(@"\b(?:who|whom|whose)\b|\bwhat(?:'s| is| was) (?:the |his |her |their )?(?:[\w-]+(?:'s)? ){0,3}names?\b(?! of (?:the |this |that |our |my |its )?(?:\w+ )?(?:drive|disk|file|folder|branch|network|host|server|device|printer|product|project|model|song|ship|street|event|course|app|program|database|machine|game|book|dish|tool|wifi|wi-fi)\b)|\b(?:which|what) (?:person|man|woman|employee|manager|player|king|queen|president|author|scientist|colleague|customer|leader|pope|emperor)\b")]
    private static partial Regex EnglishWho();

    [GeneratedRegex(@"\bhow\b|\bwhat (?:now|next|(?:do|can|should|must) (?:i|we) do)\b|\bnow what\b")]
    private static partial Regex EnglishHow();

    [GeneratedRegex(@"^\W*(?:and |but |so )?(?:is|are|was|were|do|does|did|has|have|had|can|could|may|must|should|will|would)\b(?!.*\bor\b)")]
    private static partial Regex EnglishYesNo();

    [GeneratedRegex(@"^\W*(?:list|name|enumerate|give me (?:a list|all)|show (?:me )?all)\b|\bwhat (?:are|were) the\b|\bwhich (?:are|were)\b|\ball the\b")]
    private static partial Regex EnglishList();

    [GeneratedRegex(@"\b(?:what|which)\b")]
    private static partial Regex EnglishWhat();

    [GeneratedRegex(@"(?:哪一?[个家种块台位名条间只张些项类门款所座天年月次队]?|什么)(?<head>[^的是要有能会可在了，？?\s]{1,4})")]
    private static partial Regex ChineseHead();

    [GeneratedRegex(@"为什么|为何|为啥|什么原因|原因是什么|怎么会|缘故")]
    private static partial Regex ChineseWhy();

    [GeneratedRegex(@"几点|什么时刻|几时|什么时间")]
    private static partial Regex ChineseTime();

    [GeneratedRegex(@"哪一?[天年月日]|(?<!第)几[号日月](?!门|楼|端口|线|机|房|库|桌|窗|车)|星期几|周几|礼拜几|什么日子|哪个月|哪些天|哪个世纪|[哪什]么?年份|日期|何年|何日")]
    private static partial Regex ChineseDate();

    [GeneratedRegex(@"什么时候|何时|啥时候|多会儿|截止到?何")]
    private static partial Regex ChineseWhen();

    /// <summary>"保修期多长", too: of a time unless a thing is measured.</summary>
    [GeneratedRegex(@"多久|多长时间|(?:期限?|时间|假|寿命|年限|周期)(?:是|有|为)?多长|几个?小时|几天|几分钟|几个月|几年|几周|几个星期|多少[秒分天年月周](?!级)|多少个?(?:小时|分钟|星期|月|工作日)|多少秒|时长|多少岁|几岁|多大年纪")]
    private static partial Regex ChineseDuration();

    [GeneratedRegex(@"电话|手机号|热线|分机|打.{0,4}号码")]
    private static partial Regex ChinesePhone();

    [GeneratedRegex(@"邮箱|电子邮件地址|邮件地址|电邮")]
    private static partial Regex ChineseEmail();

    [GeneratedRegex(@"网址|网站|链接|官网")]
    private static partial Regex ChineseUrl();

    [GeneratedRegex(@"百分之几|百分比|百分之多少|几折|占比|比例|几成|多少个?百分点|率是多少")]
    private static partial Regex ChinesePercent();

    [GeneratedRegex(@"多少钱|多少[元块]|几[元块]钱?|价格|单价|金额|费用|售价|总价|[付交赔押花收]多少|便宜多少|贵多少|工资是|租金|押金|税[费额金]?是?多少|(?:运费|预算|营业额|收入|总计|合计|余额|罚款)是?多少|薪水|怎么收费")]
    private static partial Regex ChineseMoney();

    [GeneratedRegex(@"多[高重宽深远长大快厚]|重量|高度|宽度|长度|面积|距离|容量|温度|速度|多少(?:米|公里|千米|公斤|千克|吨|升|度|兆|[kmgt]b)|多少空间|剩多少|总共多重")]
    private static partial Regex ChineseQuantity();

    [GeneratedRegex(@"(?:号码?|编号|代码|密码|单号|车牌|版本号?|口令|端口|验证码|账号|序列号|进程号|错误码)(?:是|为|叫)?(?:多少|什么|哪个|几)|(?:什么|哪个|多少|几)号?(?:密码|代码|编号|号码|端口)|密码|车牌|第几号|几号(?:门|楼|端口|线|机|房)|第几行|哪个号码|错误代码|版本")]
    private static partial Regex ChineseCode();

    [GeneratedRegex(@"多少|几[个名件次位条本张台辆只箱单份篇页种项人级]|人数|数量|多大的?风|多强")]
    private static partial Regex ChineseCount();

    [GeneratedRegex(@"哪一?家|[哪什]个?么?(?:公司|机构|企业|单位|大学|学校|球队|组织|部门|银行)")]
    private static partial Regex ChineseOrganisation();

    [GeneratedRegex(@"谁|哪位|哪一位|什么人|何人|哪[个名](?:人|员工|同事|客户|球员|国王|总统|教授)|叫什么|名字|姓名")]
    private static partial Regex ChinesePerson();

    [GeneratedRegex(@"(?:联系|找|打给|(?<!请)问|通知)(?:谁|哪位)")]
    private static partial Regex ChineseCallee();

    [GeneratedRegex(@"哪里|哪儿|在哪|什么地方|何处|何地|地点|地址|[哪什]个?么?(?:城市|国家|地区|房间|省|州|楼|会议室|大厅|仓库|门店)|位置")]
    private static partial Regex ChinesePlace();

    [GeneratedRegex(@"是什么意思|什么叫|何谓|含义|定义|指的?是什么")]
    private static partial Regex ChineseDefinition();

    [GeneratedRegex(@"(?:吗|(?<![什怎这那要多])么)\s*[?？]?\s*$|^(?!.*[什哪几谁怎多]).*(?:能|可以|会|要|给|有|是|算|行|让|许|用)[^，,。;；]{0,12}(?<![要用])[不没]\s*[?？]?\s*$|是否|是不是|有没有|能不能|可不可以|会不会|可以.{0,20}吗")]
    private static partial Regex ChineseYesNo();

    [GeneratedRegex(@"哪些|列出|有什么|都有|分别")]
    private static partial Regex ChineseList();

    [GeneratedRegex(@"怎么|如何|怎样")]
    private static partial Regex ChineseHow();

    [GeneratedRegex(@"什么|哪")]
    private static partial Regex ChineseWhat();
}
