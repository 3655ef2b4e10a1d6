using System.Text.RegularExpressions;

namespace Assistant.Agent.Extractive.Calculations;

internal enum Operation { None, Sum, Average, Count, Greatest, Least, Difference }

/// <summary>What a question wants worked out, by its words. Expects one spelling, lower case.</summary>
internal static partial class Operations
{
    private const string MostWords = "most|highest|largest|biggest|greatest|maximum|max|best|strongest|dearest|top|longest|heaviest|furthest|farthest|priciest|fullest|busiest|tallest|deepest|widest|thickest|hottest|warmest|latest|newest|oldest";
    private const string LeastWords = "least|lowest|smallest|minimum|min|fewest|cheapest|weakest|worst|shortest|lightest|narrowest|thinnest|coldest|nearest|closest|earliest";

    /// <summary>Places after the point of a result that does not end, an average mostly.</summary>
    public const int PlacesSaid = 4;

    public static Operation Of(string question) => question switch
    {
        _ when Average().IsMatch(question) => Operation.Average,
        _ when Sum().IsMatch(question) => Operation.Sum,
        _ when Difference().IsMatch(question) => Operation.Difference,
        _ when Greatest().IsMatch(question) => Operation.Greatest,
        _ when Least().IsMatch(question) => Operation.Least,
        _ when Count().IsMatch(question) => Operation.Count,
        _ => Operation.None,
    };

    /// <summary>Words that name the operation and nothing of the table.</summary>
    public static bool IsItsWord(string word) => Words().IsMatch(word);

    /// <summary>Words of any operation that many a column is called by: "the sum of the amounts".</summary>
    public static bool MayNameColumn(string word) => Headings().IsMatch(word);

    [GeneratedRegex(@"^(?:amounts?|values?)$")]
    private static partial Regex Headings();

    [GeneratedRegex(@"\b(?:average|averages|on average|the mean|mean (?:value|of))\b|平均")]
    private static partial Regex Average();

    [GeneratedRegex(@"\b(?:sum|add(?: them| it| these| the \w+)* (?:up|together)|add up|sum up|altogether|in all|combined|total of (?:all|the))\b|加起来|求和|相加|之和|总和")]
    private static partial Regex Sum();

    [GeneratedRegex(@"\b(?:difference between|how much (?:more|less|cheaper|dearer|higher|lower)|how many (?:more|fewer))\b|相差|差多少|多多少|少多少|差额")]
    private static partial Regex Difference();

    [GeneratedRegex(@"\b(?:" + MostWords + @"|more expensive|dearer|higher|larger|bigger|later|newer|heavier|longer)\b|最[多高大贵长重强好晚新远热厚深宽]|更[多高大贵长重强晚新]|哪[个份张家一]+(?:比较)?[贵高大多晚]")]
    private static partial Regex Greatest();

    [GeneratedRegex(@"\b(?:" + LeastWords + @"|cheaper|lower|smaller|less expensive|earlier|shorter|lighter|fewer)\b|最(?:便宜|[少低小短轻弱差早冷薄浅窄]|省钱)|更[少低小便宜短轻弱早]|哪[个份张家一]+(?:比较)?(?:便宜|低|小|少|早)")]
    private static partial Regex Least();

    [GeneratedRegex(@"\bhow many\b|\bcount\b|\bnumber of\b|[多几]少?[个人件份条次项家名位种单台间张本篇页笔只辆套户箱](?!月|小时|钱)|有几")]
    private static partial Regex Count();

    [GeneratedRegex(@"^(?:" + MostWords + "|" + LeastWords + @"|average|mean|sum|add|up|together|altogether|combined|total|all|more|less|higher|lower|cheaper|dearer|difference|between|many|count|number|values?|column|row|figures?|numbers?|amounts?|which|two|of|平均|最多|最少|最高|最低|最大|最小|合计|总和|加起来|最贵|最便宜|相差|多少)$")]
    private static partial Regex Words();
}
