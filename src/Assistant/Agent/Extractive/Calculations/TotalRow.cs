using System.Text.RegularExpressions;
using Assistant.Agent.Extractive.Layout;
using Assistant.Agent.Extractive.Words;

namespace Assistant.Agent.Extractive.Calculations;

/// <summary>A row of a table that sums up others, told by its name: added once more, or taken for the dearest thing, it makes a wrong answer.</summary>
internal static partial class TotalRow
{
    public static bool Is(GridRow row) => IsCarriedOver(row) || (Spelled(row) is { Length: > 0 } name && (English().IsMatch(name) || Chinese().IsMatch(name)));

    /// <summary>A page's total where its table goes on over the next.</summary>
    public static bool IsCarriedOver(GridRow row) => Spelled(row) is "carried forward" or "brought forward" or "转下页" or "过次页" or "承前页";

    private static string Spelled(GridRow row) => row.Name is { } name ? Normal.Of(name.Text).Trim(' ', ':', '：', '*', '=', '-') : "";

    /// <summary>"Total due", "Net total (EUR)", "Total 2025": words for a sum, and beside them only words that are no goods ("total station" is one).</summary>
    [GeneratedRegex(@"^(?:(?:the|grand|net|gross|invoice|order|overall|sub|running|final|column|estimated)[\s-]*)*(?:totals?|subtotals?|sum(?: total)?|average|avg\.?|mean|all|overall|amount due|balance due|total sum)(?:[\s,:;./()&%$€£¥+-]+(?:amount|sum|due|payable|to pay|to be paid|price|costs?|value|net|gross|incl(?:uding|\.)?|excl(?:uding|\.)?|before|after|with|without|and|of|in|for|all|items?|lines?|rows?|vat|gst|taxe?s?|shipping|discounts?|eur|usd|gbp|chf|cny|rmb|q[1-4]|year|month|week|period|page|order|invoice|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t|tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|\d[\d.,]*))*[\s:;.,()%$€£¥]*$")]
    private static partial Regex English();

    [GeneratedRegex(@"^(?:(?:本[月年期页次季]|全[年部月]|年度|季度|累计|价税|应付|应收|实付|实收|合同|订单|发票|\d{4}年(?:\d{1,2}月)?|\d{1,2}月)的?)*(?:合计|总计|小计|总和|总额|总价|总数|共计|总金额|平均值?|合计金额)(?:金额|数|价|额)?\s?(?:\([^)]{0,12}\))?[\s:：。]*$")]
    private static partial Regex Chinese();
}
