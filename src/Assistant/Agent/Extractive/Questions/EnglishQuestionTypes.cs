using System.Text.RegularExpressions;
using Assistant.Agent.Extractive.Values;

namespace Assistant.Agent.Extractive.Questions;

/// <summary>What an English question asks for, by its question words: the first that fits.</summary>
internal static partial class EnglishQuestionTypes
{
    /// <param name="q">In one spelling, lower case.</param>
    public static (QuestionForm Form, IReadOnlyList<ValueKind> Wanted, string Head) Of(string q)
    {
        var head = Head().Match(q) is { Success: true } match ? match.Groups["head"].Value : "";
        return q switch
        {
            _ when Why().IsMatch(q) => (QuestionForm.Why, [], ""),
            _ when Duration().IsMatch(q) => (QuestionForm.HowMuch, [ValueKind.Duration, ValueKind.Quantity], ""),
            _ when Definition().IsMatch(q) => (QuestionForm.Definition, [], ""),
            _ when Time().IsMatch(q) => (QuestionForm.When, [ValueKind.Time], head),
            _ when Date().IsMatch(q) => (QuestionForm.When, [ValueKind.Date], head),
            _ when Phone().IsMatch(q) => (QuestionForm.What, [ValueKind.Phone], head),
            _ when Email().IsMatch(q) => (QuestionForm.What, [ValueKind.Email], head),
            _ when Url().IsMatch(q) => (QuestionForm.What, [ValueKind.Url], head),
            _ when Percent().IsMatch(q) => (QuestionForm.HowMuch, [ValueKind.Percent], head),
            _ when Money().IsMatch(q) => (QuestionForm.HowMuch, [ValueKind.Money], head),
            _ when Quantity().IsMatch(q) => (QuestionForm.HowMuch, [ValueKind.Quantity], head),
            _ when Count().IsMatch(q) => (QuestionForm.HowMany, [ValueKind.Number], head),
            _ when HowMuch().IsMatch(q) => (QuestionForm.HowMuch, [ValueKind.Money, ValueKind.Quantity, ValueKind.Percent, ValueKind.Number], head),
            _ when When().IsMatch(q) => (QuestionForm.When, [ValueKind.Date, ValueKind.Time], ""),
            _ when Code().IsMatch(q) => (QuestionForm.What, [ValueKind.Code], head),
            _ when Where().IsMatch(q) => (QuestionForm.Where, [ValueKind.Place], head),
            _ when Organisation().IsMatch(q) => (QuestionForm.Which, [ValueKind.Organisation], head),
            _ when Addressee().IsMatch(q) => (QuestionForm.Who, [ValueKind.Person, ValueKind.Organisation, ValueKind.Email], head),
            _ when Callee().IsMatch(q) => (QuestionForm.Who, [ValueKind.Person, ValueKind.Organisation, ValueKind.Phone], head),
            _ when Who().IsMatch(q) => (QuestionForm.Who, [ValueKind.Person, ValueKind.Organisation], head),
            _ when How().IsMatch(q) => (QuestionForm.How, [], ""),
            _ when YesNo().IsMatch(q) => (QuestionForm.YesNo, [], ""),
            _ when List().IsMatch(q) => (QuestionForm.List, [], head),
            _ when head.Length > 0 => (QuestionForm.Which, [], head),
            _ when What().IsMatch(q) => (QuestionForm.What, [], ""),
            _ => (QuestionForm.Statement, [], ""),
        };
    }

    [GeneratedRegex(@"\b(?:which|what)(?:\s(?:kinds?|types?|sorts?)\sof)?\s(?!(?:is|are|was|were|do|does|did|has|have|had|would|will|can|could|should|must|of|the|a|an|happen\w*|else|if|about|time|day|date|year)\b)(?<head>[a-z-]+(?:\s(?!is|are|was|were|do|does|did|has|have|had|will|can)[a-z-]+)?)")]
    private static partial Regex Head();

    [GeneratedRegex(@"^\W*why\b|\b(?:what|which)\b.{0,30}\b(?:reasons?|causes?|caused)\b|\bhow come\b|\bwhat made\b|\bwhy (?:is|are|was|were|do|does|did|has|have|must|should|can)\b")]
    private static partial Regex Why();

    [GeneratedRegex(@"\bhow (?:long|old|soon|quickly|early|late|frequently)\b|\bhow (?:far|much|long) (?:ahead|in advance|beforehand)\b|\bhow many (?:seconds|minutes|hours|days|weeks|months|years|nights)\b|\bwhat (?:is|was) the (?:duration|notice period|length of time)\b|\bafter how many (?:seconds|minutes|hours|days)\b")]
    private static partial Regex Duration();

    [GeneratedRegex(@"^\W*(?:what does .{1,60} (?:mean|stand for)|what is meant by|define\b|what(?:'s| is) (?:a|an) [a-z -]+\??$|what is the (?:meaning|definition) of)")]
    private static partial Regex Definition();

    [GeneratedRegex(@"\b(?:at |until |till |from |by |since |before |after )?(?:what|which) (?:time|hour)\b|\bwhat o'clock\b|\buntil when in the day\b")]
    private static partial Regex Time();

    [GeneratedRegex(@"\b(?:on |by |until |from |since |in )?(?:what|which) (?:date|day|days|year|month|week|weekday|century|decade)\b|\bdate of\b|\bwhat(?:'s| is| was) the .{0,20}(?:date|deadline|birthday)\b|\b(?:by|until|till|since) when\b|\bdue date\b")]
    private static partial Regex Date();

    [GeneratedRegex(@"\b(?:phone|telephone|mobile|fax|hotline)\b.*\b(?:number)?|\bwhat (?:number|extension)\b.{0,20}\b(?:call|dial|ring|phone)\b|\b(?:reach|call|contact)\b.*\bby phone\b")]
    private static partial Regex Phone();

    [GeneratedRegex(@"\be-?mail(?: address)?\b(?! (?:about|say|from|to)\b)")]
    private static partial Regex Email();

    [GeneratedRegex(@"\b(?:web ?site|url|web address|homepage)\b")]
    private static partial Regex Url();

    [GeneratedRegex(@"\b(?:what|which) (?:percentage|percent|share|proportion|fraction|part|quota|rebate)\b|\bpercent(?:age)?\b|\bwhat (?:is|was) the (?:\w+ )?rate\b|\bhow (?:happy|satisfied|full)\b")]
    private static partial Regex Percent();

    [GeneratedRegex(@"\bhow (?:expensive|pricey)\b|\b(?:what|how much)\b.{0,50}\b(?:cost|costs|charge|charged|owe|owed|worth|spend|spent|earn|earned|earns|reimbursed|refunded|insured)\b|\bhow much\b.{0,50}\b(?:pay|paid|pays|price)\b|\bwhat (?:do|does|did|will|would|must|should|can)\b.{0,40}\bpay\b|\bwhat (?:is|are|was|were|have|has)\b.{0,40}\bpaid\b|\bhow (?:high|large|big) (?:is|are|was|were|must|should|will|can) (?:the |a |an |my |our |your |his |her |their )?(?:[\w-]+ ){0,2}(?:tip|fee|fine|rent|deposit|insurance|premium|penalty|salary|wages?|budget|bill|price|costs?|debt|loan|allowance|bonus|surcharge|tax)\b|\bwhat (?:sum|amount|price|fee)\b|\bwhat(?:'s| is| was| are) the (?:[\w-]+ ){0,3}(?:price|cost|fee|total|amount|sum|rent|salary|deposit|balance|tax|subtotal|budget|revenue|turnover|premium|wages?|pay|excess|fare)\b|\bfor how much\b")]
    private static partial Regex Money();

    [GeneratedRegex(@"\bhow (?:heavy|tall|high|wide|deep|far|large|big|fast|hot|cold|warm|thick|broad|strong|loud|bright)\b|\bhow much (?:memory|space|room|disk|data|weight|water|power|energy|fuel|electricity)\b|\bwhat (?:is|was) the (?:weight|height|width|length|depth|distance|speed|temperature|area|size|capacity)\b|\bhow many (?:mega|giga|kilo|tera)?(?:bytes|metres|meters|kilometres|kilometers|miles|kilos|kilograms|grams|litres|degrees|square \w+)\b|\bwhat (?:space|room)\b")]
    private static partial Regex Quantity();

    [GeneratedRegex(@"\bhow (?:many|often)\b|\bwhat (?:is|was) the number of\b|\b(?:what|which) number of\b|\bnumber of times\b|\b(?:population|head count|party size)\b")]
    private static partial Regex Count();

    [GeneratedRegex(@"\bhow much\b")]
    private static partial Regex HowMuch();

    [GeneratedRegex(@"^(?!\W*(?:does|do|did|is|are|was|were|has|have)\b(?! you (?:know|remember)))(?:(?!\b(?:which|what|who|whom|how|where)\b).)*?\bwhen\b(?!\s(?:the|it|there|a|an|i|you|we|they|he|she)\s[^?]*\bwhat\b)")]
    private static partial Regex When();

    [GeneratedRegex(@"\b(?:what|which)(?:'s| is| was)?\s(?:\w+\s){0,3}?(?:code|password|passcode|pin|id|identifier|serial|reference|hash|port|version|plate|number|iban|account number|registration|revision|status|line)\b")]
    private static partial Regex Code();

    [GeneratedRegex(@"\bwhere\b|\b(?:what|which) (?:place|city|town|country|state|street|room|building|location|venue|address|shop|branch|region|county|continent|area|floor|gate|shelf)\b|\bwhat(?:'s| is) the (?:location|address|venue|place)\b")]
    private static partial Regex Where();

    [GeneratedRegex(@"\b(?:which|what) (?:company|firm|organi[sz]ation|university|school|team|network|group|agency|supplier|vendor|business|bank|department)\b")]
    private static partial Regex Organisation();

    [GeneratedRegex(@"\bwhom?\b.{0,30}\b(?:write|mail|contact|turn)\b")]
    private static partial Regex Addressee();

    [GeneratedRegex(@"\bwhom?\s(?:to|do|does|can|should|could|must|would|will|shall|may)\b.{0,20}(?<!\b(?:the|a|this|that|our)\s)\b(?:call|ring|phone)\b")]
    private static partial Regex Callee();

    [GeneratedRegex(@"\b(?:who|whom|whose)\b|\bwhat(?:'s| is| was) (?:the |his |her |their )?(?:[\w-]+(?:'s)? ){0,3}names?\b(?! of (?:the |this |that |our |my |its )?(?:\w+ )?(?:drive|disk|file|folder|branch|network|host|server|device|printer|product|project|model|song|ship|street|event|course|app|program|database|machine|game|book|dish|tool|wifi|wi-fi)\b)|\b(?:which|what) (?:person|man|woman|employee|manager|player|king|queen|president|author|scientist|colleague|customer|leader|pope|emperor)\b")]
    private static partial Regex Who();

    [GeneratedRegex(@"\bhow\b|\bwhat (?:now|next|(?:do|can|should|must) (?:i|we) do)\b|\bnow what\b")]
    private static partial Regex How();

    [GeneratedRegex(@"^\W*(?:and |but |so )?(?:is|are|was|were|do|does|did|has|have|had|can|could|may|must|should|will|would)\b(?!.*\bor\b)")]
    private static partial Regex YesNo();

    [GeneratedRegex(@"^\W*(?:list|name|enumerate|give me (?:a list|all)|show (?:me )?all)\b|\bwhat (?:are|were) the\b|\bwhich (?:are|were)\b|\ball the\b")]
    private static partial Regex List();

    [GeneratedRegex(@"\b(?:what|which)\b")]
    private static partial Regex What();
}
