using System.Text.RegularExpressions;

namespace Assistant.Agent;

/// <summary>Whether a message asks for something that may have been said before: of oneself, or in the past. Most messages to a model do not, and are spared a look into memory.</summary>
internal static partial class BackwardLook
{
    private const int Longest = 600;

    public static bool Is(string message) => message.Length <= Longest && (English().IsMatch(message) || Chinese().IsMatch(message));

    [GeneratedRegex(@"\b(my|mine|me|we|our|us)\b.*\?|\b(did|was|were|had|have|told|said|mentioned|discussed|talked|remember|recall|remind|earlier|previous(ly)?|before|again|last (time|week|month|year|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|yesterday|ago)\b.*\b(i|you|we|me|us|my|our)\b|\b(i|you|we|me|us|my|our)\b.*\b(did|told|said|mentioned|discussed|talked|remember|recall|earlier|before|yesterday|ago|last (time|week|month|year))\b", RegexOptions.IgnoreCase)]
    private static partial Regex English();

    [GeneratedRegex("(我|我们|咱们).*[？?]|(记得|说过|提到过|讲过|聊过|告诉过|之前|以前|上次|上周|上个?月|去年|昨天|前天|刚才)")]
    private static partial Regex Chinese();
}
