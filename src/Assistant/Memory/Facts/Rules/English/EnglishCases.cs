using System.Buffers;
using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules.English;

/// <summary>Numbers of the user's case: customer, contract, tickets.</summary>
internal sealed class EnglishCases : IEnglishRule
{
    private static readonly SearchValues<string> s_cues = SearchValues.Create(
        ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], StringComparison.OrdinalIgnoreCase);

    public SearchValues<string>? Cues => s_cues;

    /// <summary>A number as shops give them, with a digit and three signs or more.</summary>
    public const string Id = @"(?:(?-i:[A-Z]{1,5})[-/ ]?|[a-z]{1,5}-)?\d[A-Za-z0-9]*(?:[-/][A-Za-z0-9]+)*";

    private const int ShortestId = 3;

    public IEnumerable<Draft> Read(Clause clause, Predicate predicate)
    {
        var raw = clause.WithTimes;
        if (!clause.IsUser || predicate.IsFuture && clause.When.Begin is null)
            yield break;
        foreach (Match match in s_number.Matches(raw))
            if (match.Groups["v"].Length >= ShortestId && !s_others.IsMatch(raw[..match.Index]) && AttributeOf(match.Groups["k"].Value) is { } attribute)
                yield return s_closed.IsMatch(raw[(match.Index + match.Length)..]) || s_old.IsMatch(raw[..match.Index]) ? Said.Over(clause, attribute, match.Groups["v"].Value) : Said.Begun(clause, attribute, match.Groups["v"].Value);
    }

    private static string? AttributeOf(string noun) => noun.ToLowerInvariant() switch
    {
        "customer" or "client" or "account" or "member" or "membership" or "loyalty" => FactAttributes.CustomerNumber,
        "contract" or "policy" or "subscription" or "insurance" => FactAttributes.ContractNumber,
        _ => FactAttributes.Ticket,
    };

    private static readonly Regex s_number = Pattern.Of(@"\b(?<k>customer|client|account|member(?:ship)?|loyalty|contract|policy|subscription|insurance|ticket|case|complaint|incident|service request|support request)(?: (?:number|no\.?|nr\.?|id|code|ref(?:erence)?))*(?: (?:is|was|has changed to|changed to|has been changed to|should be|to|will be|now))*:?\s*(?:#|no\.? ?)?(?<v>" + Id + @")(?![\w%€$£])(?! (?:euros?|dollars?|months?|years?|days?|times|hours?)\b)|^(?:mine is )?(?<v>" + Id + @") (?:is|was) (?:my|our|the) (?:(?:new|old) )?(?<k>customer|client|account|membership|contract|policy|ticket|case|complaint)\b");

    private static readonly Regex s_others = Pattern.Of(@"\b(?:your|his|her|their|not|wrong|neighbou?r's|friend's|the previous|another|bank|someone's|somebody's)\b[^,;]{0,15}$");

    private static readonly Regex s_closed = Pattern.Of(@"^[^,;]{0,20}?\b(?:closed|resolved|solved|replaced|terminated|expired|cancelled|no longer valid|not valid|ended|merged)\b");

    private static readonly Regex s_old = Pattern.Of(@"\b(?:old|former|previous|closed|cancelled|terminated) (?:my )?$");
}
