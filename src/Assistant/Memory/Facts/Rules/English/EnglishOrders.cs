using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules.English;

/// <summary>
/// States of orders: by number ("order 5521 arrived"), by the number alone or as "it" or "my order" where one was spoken of before.
/// </summary>
internal static class EnglishOrders
{
    public static IEnumerable<Draft> Read(Clause clause, Antecedent antecedent)
    {
        var raw = clause.WithTimes;
        if (!clause.IsUser && !(clause.IsOfKnown && s_spoken.IsMatch(raw)) || s_others.IsMatch(raw))
            yield break;
        var state = State(raw);
        if (state is null && antecedent.OrderState is { } pending && s_numberOnly.Match(raw) is { Success: true } number)
        {
            (antecedent.Order, antecedent.OrderState) = (number.Groups["v"].Value, null);
            yield return Said.Begun(clause, FactAttributes.Order + antecedent.Order, pending);
            yield break;
        }
        foreach (Match order in s_order.Matches(raw))
            if (order.Groups["v"].Length > 2)
            {
                antecedent.Order = order.Groups["v"].Value;
                var label = s_label.IsMatch(raw) && s_end.IsMatch(raw[(order.Index + order.Length)..]) ? antecedent.OrderState ?? "ordered" : null;
                if ((state ?? (s_undone.IsMatch(raw) ? null : label)) is { } stated)
                    yield return Said.Begun(clause, FactAttributes.Order + antecedent.Order, stated);
                antecedent.OrderState = null;
            }
        if (s_order.IsMatch(raw) || state is null)
            yield break;
        if (state is not "ordered" && s_bare.Match(raw) is { Success: true } bare)
            yield return Said.Begun(clause, FactAttributes.Order + bare.Groups["v"].Value, state) with { IsOfKnown = true };
        else
            antecedent.OrderState = state;
        if (antecedent.OrderState is not null && s_spoken.IsMatch(raw))
        {
            if (state is not "ordered")
                yield return Said.Begun(clause, FactAttributes.Order + (antecedent.Order.Length == 0 && s_it.IsMatch(raw) ? KnownThings.LastOne : antecedent.Order), state) with { IsOfKnown = true };
        }
    }

    private static string? State(string words) => words switch
    {
        _ when s_undone.IsMatch(words) => null,
        _ when s_cancelled.IsMatch(words) => "cancelled",
        _ when s_returned.IsMatch(words) => "returned",
        _ when s_refunded.IsMatch(words) => "refunded",
        _ when s_delivered.IsMatch(words) => "delivered",
        _ when s_shipped.IsMatch(words) => "shipped",
        _ when s_ordered.IsMatch(words) => "ordered",
        _ => null,
    };

    private static readonly Regex s_order = Pattern.Of(@"\b(?:order|parcel|package|purchase|shipment|delivery|confirmation)(?: (?:number|no\.?|nr\.?|id))?(?: (?:is|was))?:? ?(?:#|no\.? ?|number )?(?<v>" + EnglishCases.Id + @")(?![\w%€$£]|:\d)(?! (?:euros?|dollars?|days?|weeks?|times|hours?|pieces|boxes|copies)\b)|(?<=\b(?:ordered|bought|purchased)\b.{1,60})(?:\b(?:no\.?|number|nr\.?) ?|#)(?<v>" + EnglishCases.Id + @")(?![\w%€$£]|:\d)(?! (?:euros?|dollars?|days?|weeks?|times|hours?|pieces|boxes|copies)\b)");

    private static readonly Regex s_label = Pattern.Of(@"^(?:(?:my|the|this|it is|this is|that is|with|under|this one is|here is my|as) ?)*(?:order|confirmation)\b");

    private static readonly Regex s_end = Pattern.Of(@"^\W*(?:$|(?:for|from|today|yesterday|this|with|which|and)\b)");

    private static readonly Regex s_bare = Pattern.Of(@"(?<![\w@./+€$£-])#?(?<v>(?:(?-i:[A-Z]{1,4})-?)?(?:\d{3,}(?:-\w+)*|\d{2}(?:-\w+)+))(?![\w%€$£:]|[.,]\d)(?! (?:euros?|dollars?|days?|weeks?|times|hours?|minutes|pieces|boxes|copies|of|am|pm|percent|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\b)");

    private static readonly Regex s_spoken = Pattern.Of(@"\b(?:(?:my|the|that|this|whole|entire) (?:\p{L}+ )?(?:order|parcel|package|shipment|delivery))\b|^(?:it|they)\b|\bit$|\b(?:cancelled|returned|received|sent|got) it\b|\bit (?:arrived|has|was|came|is)\b");

    private static readonly Regex s_numberOnly = Pattern.Of("^(?:the )?(?:number|no\\.?|nr\\.?|id)(?: is|:)? ?#?(?<v>" + EnglishCases.Id + ")$");

    private static readonly Regex s_it = Pattern.Of(@"\bit\b");

    private static readonly Regex s_others = Pattern.Of(@"\b(?:your order|his order|her order|their order|neighbou?r's|appointment|subscription|contract|flight|meeting|ticket|refund policy)\b");

    private static readonly Regex s_undone = Pattern.Of(@"^(?:please |kindly |do )?(?:cancel|return|ship|refund|deliver|check|track|find|send|change|where)\b|\b(?:not|never|no longer|need to|have to|had to|going to|can you|unable|to be|will|still waiting|waiting for|supposed to) (?:been |be |yet |even |get |have )?(?:cancel|return|ship|refund|deliver|dispatch|arriv|receiv|place|want|come|sent|send|turn|show)|\bwant to\b");

    private static readonly Regex s_cancelled = Pattern.Of(@"\b(?:cancell?ed|called off|annulled|cancellation (?:is|was|has been) confirmed)\b");

    private static readonly Regex s_returned = Pattern.Of(@"\b(?:returned|sent (?:\S+ ){0,5}?back|(?:gave|brought|took) (?:\S+ ){0,3}?back)\b");

    private static readonly Regex s_refunded = Pattern.Of(@"\brefunded\b|\bgot (?:the|my|a) (?:money back|refund)");

    private static readonly Regex s_delivered = Pattern.Of(@"\b(?:delivered|arrived|received|got here|came|turned up|showed up|(?:is|are) here|picked (?:it )?up|collected|got (?:my|the) (?:order|parcel|package))\b");

    private static readonly Regex s_shipped = Pattern.Of(@"\b(?:shipped|dispatched|sent out|on (?:its|the) way|left (?:the|your) (?:warehouse|depot)|in transit|out for delivery|was sent|has been sent|handed (?:over )?to the (?:courier|carrier))\b");

    private static readonly Regex s_ordered = Pattern.Of(@"\b(?:(?:re)?ordered|placed|bought|purchased|made|my order (?:number|no\.?|id)|the order (?:number|no\.?|id) is|order number is|put in)\b");
}
