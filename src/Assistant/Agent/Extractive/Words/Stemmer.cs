using System.Buffers;
using System.Collections.Frozen;

namespace Assistant.Agent.Extractive.Words;

/// <summary>Brings the forms of an English word to one stem: plural, past, -ing, and common derivations; irregular forms by a list. After the idea of Porter's algorithm, lighter.</summary>
internal static class Stemmer
{
    private static readonly FrozenDictionary<string, string> s_irregular = Read(
        "bought:buy sold:sell paid:pay sent:send won:win went:go gone:go made:make took:take taken:take gave:give given:give got:get found:find held:hold kept:keep " +
        "left:leave lost:lose met:meet built:build brought:bring taught:teach thought:think wrote:write written:write spoke:speak spoken:speak said:say told:tell began:begin begun:begin " +
        "broke:break broken:break chose:choose chosen:choose came:come drove:drive driven:drive fell:fall fallen:fall flew:fly flown:fly grew:grow grown:grow knew:know known:know " +
        "led:lead rose:rise risen:rise ran:run saw:see seen:see shown:show stole:steal stolen:steal wore:wear worn:wear died:die dying:die lying:lie laid:lay spent:spend lent:lend " +
        "stood:stand understood:understand became:become fought:fight caught:catch sought:seek slept:sleep felt:feel dealt:deal meant:mean heard:hear shot:shoot sat:sit drew:draw drawn:draw " +
        "threw:throw thrown:throw swam:swim sang:sing sung:sing sank:sink men:man women:woman children:child people:person feet:foot teeth:tooth mice:mouse wives:wife lives:life leaves:leave shelves:shelf loaves:loaf halves:half knives:knife calves:calf scarves:scarf thieves:thief wolves:wolf selves:self geese:goose oxen:ox dice:die " +
        "called:called countries:country cities:city companies:company better:good best:good worse:bad worst:bad cheaper:cheap cheapest:cheap founded:found french:france german:germany bore:bear born:birth death:die dead:die weight:weigh length:long height:high width:wide depth:deep");

    private static readonly SearchValues<char> s_vowels = SearchValues.Create("aeiouy");

    private static readonly (string Ending, string Replacement, int Keep)[] s_derivations =
    [
        ("ization", "iz", 3), ("isation", "iz", 3), ("ational", "at", 3), ("fulness", "", 3), ("iveness", "", 3), ("ousness", "", 3), ("ations", "", 4), ("ation", "", 4), ("ments", "", 4), ("ment", "", 4), ("ness", "", 4),
        ("ities", "", 4), ("ity", "", 4), ("ions", "", 4), ("ion", "", 4), ("ance", "", 4), ("ence", "", 4), ("ally", "", 4), ("ably", "", 4), ("able", "", 4), ("ible", "", 4), ("ical", "", 4), ("ise", "iz", 4), ("ize", "iz", 4),
        ("ive", "", 4), ("ous", "", 4), ("ful", "", 4), ("ists", "", 4), ("ist", "", 4), ("ers", "", 4), ("ors", "", 4), ("er", "", 4), ("or", "", 4), ("ly", "", 4), ("al", "", 4), ("ic", "", 4),
    ];

    /// <summary>Without plural and tense.</summary>
    public static string Stem(string word) => word.Length < 3 || !IsPlainWord(word) ? word : Final(Inflected(word, out _));

    /// <summary>Without derivations either.</summary>
    public static string Root(string word)
    {
        if (word.Length < 3 || !IsPlainWord(word))
            return word;
        var stem = Inflected(word, out var irregular);
        if (irregular)
            return Final(stem);
        foreach (var (ending, replacement, keep) in s_derivations)
        {
            if (stem.Length - ending.Length >= keep && stem.EndsWith(ending, StringComparison.Ordinal))
                return Final(stem[..^ending.Length] + replacement);
        }
        return Final(stem);
    }

    private static string Inflected(string word, out bool irregular)
    {
        irregular = true;
        if (s_irregular.TryGetValue(word, out var known))
            return known;
        var stem = Singular(word);
        if (s_irregular.TryGetValue(stem, out known))
            return known;
        irregular = false;
        return Tense(stem);
    }

    private static string Singular(string w) => w switch
    {
        _ when w.EndsWith("ies", StringComparison.Ordinal) && w.Length > 4 => w[..^3] + "y",
        _ when w.EndsWith("sses", StringComparison.Ordinal) || w.EndsWith("xes", StringComparison.Ordinal) || w.EndsWith("ches", StringComparison.Ordinal) || w.EndsWith("shes", StringComparison.Ordinal) => w[..^2],
        _ when w.EndsWith("ss", StringComparison.Ordinal) || w.EndsWith("us", StringComparison.Ordinal) || w.EndsWith("is", StringComparison.Ordinal) => w,
        _ when w.EndsWith('s') && w.Length > 3 => w[..^1],
        _ => w,
    };

    private static string Tense(string w)
    {
        var cut = w.EndsWith("ing", StringComparison.Ordinal) && w.Length > 5 ? 3 : w.EndsWith("ied", StringComparison.Ordinal) && w.Length > 4 ? -1 : w.EndsWith("ed", StringComparison.Ordinal) && w.Length > 4 ? 2 : 0;
        if (cut == -1)
            return w[..^3] + "y";
        if (cut == 0 || !HasVowel(w.AsSpan(0, w.Length - cut)))
            return w;
        var stem = w[..^cut];
        return stem.Length > 3 && stem[^1] == stem[^2] && stem[^1] is not ('l' or 's' or 'z' or 'e') ? stem[..^1] : stem;
    }

    /// <summary>The silent e and the final y are no difference.</summary>
    private static string Final(string w) => w.Length > 3 && w[^1] == 'e' ? w[..^1] : w.Length > 3 && w[^1] == 'y' ? w[..^1] + "i" : w.Length > 4 && w.EndsWith("ll", StringComparison.Ordinal) ? w[..^1] : w;

    private static bool HasVowel(ReadOnlySpan<char> w) => w.IndexOfAny(s_vowels) >= 0;

    private static bool IsPlainWord(string word)
    {
        foreach (var c in word)
        {
            if (c is < 'a' or > 'z')
                return false;
        }
        return true;
    }

    private static FrozenDictionary<string, string> Read(string pairs) =>
        pairs.Split(' ').Select(pair => pair.Split(':')).ToFrozenDictionary(pair => pair[0], pair => Final(pair[1]));
}
