using System.Text.RegularExpressions;
using Assistant.Agent.Extractive.Words;

namespace Assistant.Agent.Extractive.Questions;

/// <summary>
/// What the question asks for of the thing it speaks of: the noun of "which colour", "the purpose" of "what is the purpose of the visit", "approved" of "who approved the order".
/// Evidence that speaks of the thing alone does not answer it.
/// </summary>
internal static partial class QuestionFocus
{
    private const double Content = 0.5;

    /// <returns>Indexes of its units; empty where none stands out.</returns>
    public static IReadOnlyList<int> Of(string text, IReadOnlyList<QuestionUnit> units)
    {
        var plain = Normal.Of(text);
        var match = English().Match(plain);
        if (!match.Success)
            match = Chinese().Match(plain);
        if (!match.Success)
            return [];
        var noun = match.Groups["noun"];
        return [.. Enumerable.Range(0, units.Count).Where(i => units[i].Weight > Content && Within(plain, noun.Index, noun.Index + noun.Length, units[i].Text))];
    }

    private static bool Within(string plain, int from, int to, string word) => plain[from..to].Contains(word, StringComparison.Ordinal);

    [GeneratedRegex(@"\b(?:which|what|whose)\s(?!(?:is|are|was|were|do|does|did|has|have|had|would|will|can|could|should|must|happen\w*|else|if|about)\b)(?<noun>[\w-]+(?:\s(?!(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|must|may|might|of|in|on|at|for|to|from|by|with|the|a|an|this|that|i|we|you|they|he|she|it|goes|gets?|got)\b)[\w-]+)?)|\b(?:what|which|who)(?:'s| is| are| was| were) (?:the |his |her |their |our |my |your )?(?<noun>(?:[\w-]+(?:'s)? ){0,3}?[\w-]+)(?= (?:of|for|in|on|at|to|from|by|with)\b|\W*$)|\bwho (?:is |are |was |were |has |have |had |will |can |may |must |should )?(?:been )?(?<noun>[\w-]+)|\bhow (?:many|much) (?!(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|must|of|the)\b)(?<noun>[\w-]+(?: [\w-]+)?)")]
    private static partial Regex English();

    [GeneratedRegex(@"(?:哪一?[个家种块台位名条间只张些项类门款所座]|什么)(?<noun>[^的是要有能会可在了，？?\s]{1,4})|的(?<noun>[^的，。？?]{1,6}?)(?:是|为|叫|有)?(?:什么|多少|谁|哪|几)|^(?<noun>[^的，。？?是]{2,8}?)(?:是|为|叫)(?:什么|多少|谁|哪|几)|是?谁(?:来|去|在|给)?(?<noun>[^的，。？?]{1,4})")]
    private static partial Regex Chinese();
}
