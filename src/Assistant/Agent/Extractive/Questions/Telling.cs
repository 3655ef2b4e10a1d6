using System.Text.RegularExpressions;
using Assistant.Agent.Extractive.Words;

namespace Assistant.Agent.Extractive.Questions;

/// <summary>Messages that tell something and want nothing: "My flight is on 12 December." Words to search for, wishes and orders are none.</summary>
internal static partial class Telling
{
    private const int Longest = 600;

    public static bool Is(string message)
    {
        var text = Normal.Of(message).Trim();
        return text.Length <= Longest && !Asks().IsMatch(text) && Tells().IsMatch(text);
    }

    [GeneratedRegex(@"[?？]|\b(?:please|tell me|show me|help|need|want|would like|'d like|wish|wonder(?:ing)?|looking for|have a question|curious|remind|let me know|don't (?:know|understand|see|find)|can(?:'|no)t (?:find|see|open|tell)|what|which|who|whose|where|when|why|how)\b|[吗呢]|什么|怎么|怎样|多少|几|哪|谁|为何|请|帮|想|要|需要|能不能|可否|提醒|告诉")]
    private static partial Regex Asks();

    [GeneratedRegex(@"^(?:(?:by the way|just so you know|fyi|ok(?:ay)?|so|well|hi|hello|hey|and|also)\b[\s,.!:]*)*(?:(?:i|we|he|she|they|it|you|this|that|there)(?:'m|'s|'re|'ve|'ll|\s(?:just |also |already |now |still |never |always )?(?:am|is|are|was|were|have|has|had|do|does|did|don't|doesn't|didn't|will|won't|could|should|went|got|came|bought|ordered|paid|received|moved|called|sent|returned|arrived|broke|lost|found|met|works?|worked|lives?|lived|likes?|loves?|hates?|prefer|use|used|take|took|start(?:ed)?|stop(?:ped)?))\b|(?:my|our|his|her|their|your|the|a|an|this|that|these|those)\s(?:[\p{L}\p{N}#'-]+\s){1,6}?(?:am|is|isn't|are|aren't|was|wasn't|were|has|hasn't|have|haven't|had|does|doesn't|did|didn't|will|won't|cannot|arrives?|arrived|starts?|started|ends?|ended|broke|stopped)\b)|^(?:我|我们|他|她|它|他们|她们|这|那|今天|昨天|明天|上周|下周).{2,}", RegexOptions.CultureInvariant)]
    private static partial Regex Tells();
}
