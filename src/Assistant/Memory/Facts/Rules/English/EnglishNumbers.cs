using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules.English;

/// <summary>Numbers and addresses that a person gives of themselves or their case, orders with their states, appointments and deadlines.</summary>
internal sealed partial class EnglishNumbers : IClauseRule
{
    private const string Id = @"(?:(?:number|no\.?|id|code|ref(?:erence)?)\s*)?(?:is|:|=|was|has changed to|changed to|should be)?\s*(?:now )?(?:#|no\.? ?)?";

    public IEnumerable<Draft> Read(Clause clause) => [.. Numbers(clause), .. Orders(clause), .. Dates(clause)];

    private static IEnumerable<Draft> Numbers(Clause clause)
    {
        var raw = clause.WithTimes;
        if (!clause.IsUser)
            yield break;
        foreach (var (regex, attribute) in new[] { (Phone(), FactAttributes.Phone), (Email(), FactAttributes.Email), (Customer(), FactAttributes.CustomerNumber), (Contract(), FactAttributes.ContractNumber), (Ticket(), FactAttributes.Ticket), (Shoes(), FactAttributes.ShoeSize), (Size(), FactAttributes.Size), (Address(), FactAttributes.Address) })
            if (regex.Match(raw) is { Success: true } match)
                yield return Said.Begun(clause, attribute, match.Groups["v"].Value.Trim(' ', '.', ',', ';', '!'));
    }

    private static IEnumerable<Draft> Orders(Clause clause)
    {
        var raw = clause.WithTimes;
        if (!clause.IsUser || Order().Match(raw) is not { Success: true } order)
            yield break;
        var state = State(raw);
        if (state is not null)
            yield return Said.Begun(clause, FactAttributes.Order + order.Groups["v"].Value, state);
    }

    private static string? State(string words) => words switch
    {
        _ when Undone().IsMatch(words) => null,
        _ when Cancelled().IsMatch(words) => "cancelled",
        _ when Returned().IsMatch(words) => "returned",
        _ when Refunded().IsMatch(words) => "refunded",
        _ when Delivered().IsMatch(words) => "delivered",
        _ when Shipped().IsMatch(words) => "shipped",
        _ when Ordered().IsMatch(words) => "ordered",
        _ => null,
    };

    private static IEnumerable<Draft> Dates(Clause clause)
    {
        if (clause.When.At is not { } day || clause.When.AtEnd - day > TimeSpan.FromDays(1) || !clause.IsUser)
            yield break;
        var kind = clause.IsCorrection ? StatementKind.Corrects : StatementKind.Holds;
        var value = day.ToString("yyyy-MM-dd", null);
        if (Cancelled().IsMatch(clause.Words))
            yield break;
        if (Appointment().Match(clause.Words) is { Success: true } appointment)
            yield return new(FactAttributes.User, FactAttributes.Appointment + Values.Trim(appointment.Groups["k"].Value.Replace("'s", "", StringComparison.Ordinal)).ToLowerInvariant(), value, kind);
        if (Deadline().Match(clause.Words) is { Success: true } deadline)
            yield return new(FactAttributes.User, FactAttributes.Deadline + Values.Trim(deadline.Groups["k"].Value).ToLowerInvariant(), value, kind);
    }

    [GeneratedRegex(@"\b(?:my (?:new |mobile |cell |work |home |private |tele)*(?:phone|mobile|cell|number|telephone|cell ?phone|mobile phone)(?: number)?(?: has)?(?: is| changed to| changed, it is|:| was changed to)?(?: now)?|(?:reach|call|phone|ring|text) me (?:at|on|under)) ?(?<v>\+?\(?\d[\d ()/.-]{5,18}\d)", RegexOptions.IgnoreCase)]
    private static partial Regex Phone();

    [GeneratedRegex(@"\b(?:my (?:new |work |private |personal |home )*e-?mail(?: address)?\b.{0,30}?|(?:reach|write to|contact|e-?mail) me (?:at|on|under) |my address is )(?<v>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)", RegexOptions.IgnoreCase)]
    private static partial Regex Email();

    [GeneratedRegex(@"\bmy (?:customer|client|account|member(?:ship)?|loyalty) (?:number|no\.?|id)\s*(?:is|:|has changed to|changed to)?\s*(?:now )?#?(?<v>[A-Z]{0,4}[- ]?\d[A-Za-z0-9-]{2,20})", RegexOptions.IgnoreCase)]
    private static partial Regex Customer();

    [GeneratedRegex(@"\bmy (?:contract|policy|insurance|subscription) (?:number|no\.?|id)?\s*(?:is|:)?\s*#?(?<v>[A-Z]{0,4}[- ]?\d[A-Za-z0-9-]{2,20})", RegexOptions.IgnoreCase)]
    private static partial Regex Contract();

    [GeneratedRegex(@"\bmy (?:support |service )?(?:ticket|case|complaint|incident|request) " + Id + @"(?<v>[A-Z]{0,5}-?\d[A-Za-z0-9-]{2,20})", RegexOptions.IgnoreCase)]
    private static partial Regex Ticket();

    [GeneratedRegex(@"\bmy shoe size is (?<v>\d{2}(?:[.,]5)?)|\bwear (?:a )?size (?<v>\d{1,2}(?:[.,]5)?) (?:in )?shoes?|\btake (?:a )?size (?<v>\d{1,2}(?:[.,]5)?) (?:in )?shoes?", RegexOptions.IgnoreCase)]
    private static partial Regex Shoes();

    [GeneratedRegex(@"\bmy (?:clothing |dress |shirt |t-shirt |trouser )size is (?<v>\w{1,4})\b|\bwear (?:a )?size (?<v>xx?[sl]|[sml]|\d{2})(?! shoes?)(?: (?:in )?(?:shirts?|t-shirts?|clothes|jackets?|dress(?:es)?))?$", RegexOptions.IgnoreCase)]
    private static partial Regex Size();

    [GeneratedRegex(@"^my (?:new |home |postal |delivery |shipping |billing )*address (?:is|has changed to|changed to|:)(?: now)? (?<v>(?=.*\d)(?!.*@).{6,100})$|^live at (?<v>(?=.*\d).{6,100})$", RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    [GeneratedRegex(@"\b(?:order|parcel|purchase) (?:(?:number|no\.?|id) )?(?:is )?(?:#|no\.? ?)?(?<v>[A-Z]{0,4}-?\d[A-Za-z0-9-]{2,15})", RegexOptions.IgnoreCase)]
    private static partial Regex Order();

    [GeneratedRegex(@"^(?:please |kindly |do )?(?:cancel|return|ship|refund|deliver|check|track|find)\b|\b(?:not|never|no longer|need to|have to|going to|can you|unable|to be) (?:been |be |yet )?(?:cancel|return|ship|refund|deliver|arriv|receiv|place|want)|\bwant to\b", RegexOptions.IgnoreCase)]
    private static partial Regex Undone();

    [GeneratedRegex(@"\b(?:cancell?ed|called off)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Cancelled();

    [GeneratedRegex(@"\b(?:returned|sent (?:\S+ ){0,4}?back|gave (?:\S+ ){0,3}?back)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Returned();

    [GeneratedRegex(@"\brefunded\b|\bgot (?:the|my|a) (?:money back|refund)", RegexOptions.IgnoreCase)]
    private static partial Regex Refunded();

    [GeneratedRegex(@"\b(?:delivered|arrived|received|got here|came|turned up)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Delivered();

    [GeneratedRegex(@"\b(?:shipped|dispatched|sent out|on its way)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Shipped();

    [GeneratedRegex(@"\b(?:ordered|placed|bought|purchased|made|my order (?:number|no\.?|id)|the order (?:number|no\.?|id) is|order number is)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Ordered();

    [GeneratedRegex(@"^my (?<k>[\p{L}' ]{2,30}?) ?appointment (?:is|was moved|has been moved|moved|has moved|was rescheduled|has been rescheduled|got moved|is now)\b|^have (?:an?|my) (?:appointment (?:with|at) (?:the|my) (?<k>[\p{L} ]{2,30})|(?<k>[\p{L} ]{2,30}?) appointment)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Appointment();

    [GeneratedRegex(@"^(?:the |my )?deadline (?:for|of) (?:the |my |our )?(?<k>[\p{L} ]{2,40}?) (?:is|was moved|has been moved|moved|falls|has been extended|was extended)\b|^(?:my|our|the) (?<k>[\p{L} ]{2,40}?) (?:deadline is|is due)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Deadline();
}
