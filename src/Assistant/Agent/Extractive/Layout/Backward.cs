using System.Text.RegularExpressions;

namespace Assistant.Agent.Extractive.Layout;

/// <summary>Whether a sentence points back to the one before it ("It was ...", "The company ...", "For example, ...", "他……").</summary>
internal static partial class Backward
{
    public static bool Points(string sentence) => Pointer().IsMatch(sentence.Length > 60 ? sentence[..60] : sentence);

    [GeneratedRegex(@"^\W*(?:(?:in|on|at|after|before|during|behind|by|with|from|for|since|under|of|despite|unlike|among) )?(?:it|its|he|his|him|she|her|they|their|them|this|these|that|those|such|there|then|here|both|most|some|others?|another|the (?:company|city|term|group|team|former|latter|same|result|event|process|first|second|other|system|area|region|engine|law|book|two|rest)|for (?:example|instance)|however|although|instead|similarly|as a result|on the next|also|additionally|later|in addition)\b|^\W*(?:他|她|它|其|这|那|该|此|因此|例如|比如|但是?|然而|同时|另外|另|后来|之后|随后|由于|并|而|也|还|同样)", RegexOptions.IgnoreCase)]
    private static partial Regex Pointer();
}
