using System.Text.RegularExpressions;

namespace Assistant.Agent;

/// <summary>Whether a message asks for something that may have been said before. Most messages to a model do not, and are spared a look into memory.</summary>
internal static partial class BackwardLook
{
    private const int Longest = 600;

    /// <summary>It speaks of what was said or done in the past.</summary>
    public static bool Is(string message) => message.Length <= Longest && (English().IsMatch(message) || Chinese().IsMatch(message));

    /// <summary>A question about oneself: where a conversation begins, what was said in another may answer it; later the conversation itself has it.</summary>
    public static bool IsOfOneself(string message) => message.Length <= Longest && Oneself().IsMatch(message);

    /// <summary>It speaks of whoever writes it, question or not: what is known of them may bear on it.</summary>
    public static bool SpeaksOfOneself(string message) => message.Length <= Longest && FirstPerson().IsMatch(message);

    [GeneratedRegex(@"\b(did|was|were|had|have|told|said|mentioned|discussed|talked|remember|recall|remind|earlier|previous(ly)?|before|again|last (time|week|month|year|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|yesterday|ago)\b.*\b(i|you|we|me|us|my|our)\b|\b(i|you|we|me|us|my|our)\b.*\b(did|told|said|mentioned|discussed|talked|remember|recall|earlier|before|yesterday|ago|last (time|week|month|year))\b", RegexOptions.IgnoreCase)]
    private static partial Regex English();

    [GeneratedRegex("(记得|说过|提到过|讲过|聊过|告诉过|之前|以前|上次|上周|上个?月|去年|昨天|前天|刚才)")]
    private static partial Regex Chinese();

    [GeneratedRegex(@"\b(i|my|mine|me|we|our|us)\b.*\?|(我|咱们).*[？?]", RegexOptions.IgnoreCase)]
    private static partial Regex Oneself();

    [GeneratedRegex(@"\b(i|my|mine|me|myself|we|our|us)\b|我|咱们", RegexOptions.IgnoreCase)]
    private static partial Regex FirstPerson();
}
