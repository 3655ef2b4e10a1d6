using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules.English;

/// <summary>Hurried spelling written out: contractions with and without their apostrophes, and the usual short forms.</summary>
internal static partial class EnglishSpelling
{
    private static readonly FrozenDictionary<string, string> s_long = new Dictionary<string, string>
    {
        ["im"] = "I am", ["ive"] = "I have", ["dont"] = "do not", ["doesnt"] = "does not", ["didnt"] = "did not", ["cant"] = "can not", ["cannot"] = "can not", ["wont"] = "will not",
        ["isnt"] = "is not", ["arent"] = "are not", ["wasnt"] = "was not", ["werent"] = "were not", ["hasnt"] = "has not", ["havent"] = "have not", ["wouldnt"] = "would not",
        ["couldnt"] = "could not", ["shouldnt"] = "should not", ["aint"] = "is not", ["thats"] = "that is", ["hes"] = "he is", ["shes"] = "she is", ["theyre"] = "they are", ["weve"] = "we have",
        ["whats"] = "what is", ["bday"] = "birthday", ["b-day"] = "birthday", ["dob"] = "date of birth", ["pls"] = "please", ["plz"] = "please", ["rn"] = "now", ["atm"] = "now", ["u"] = "you", ["ur"] = "your",
        ["thx"] = "thanks", ["nr"] = "number", ["hubby"] = "husband", ["wifey"] = "wife", ["missus"] = "wife", ["sis"] = "sister", ["bro"] = "brother", ["fave"] = "favourite", ["fav"] = "favourite",
        ["acct"] = "account", ["appt"] = "appointment", ["yrs"] = "years", ["yo"] = "years old", ["veggie"] = "vegetarian", ["nope"] = "no", ["gotta"] = "have to", ["i"] = "I",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static string WrittenOut(string sentence)
    {
        var text = sentence.Replace('’', '\'').Replace('\n', ' ');
        text = Contraction().Replace(text, match => match.Groups["w"].Value + match.Groups["c"].Value.ToLowerInvariant() switch
        {
            "'m" => " am", "'re" => " are", "'ve" => " have", "'ll" => " will", "'d" => " would", "n't" => " not", _ => Has(text, match) ? " has" : " is",
        });
        // "RN", "IM" and the like are something else.
        text = Short().Replace(text, match => match.Length > 1 && match.Value.All(char.IsUpper) && match.Value is not "DOB" ? match.Value : s_long[match.Value]);
        text = Parent().Replace(text, match => "my " + match.Value.ToLowerInvariant());
        return text.Replace("ca not", "can not", StringComparison.OrdinalIgnoreCase).Replace("wo not", "will not", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>"Moore's been my boss": has.</summary>
    private static bool Has(string text, Match match) => text.AsSpan(match.Index + match.Length) is var rest && (rest.StartsWith(" been ") || rest.StartsWith(" moved ") || rest.StartsWith(" left ") || rest.StartsWith(" got ") || rest.StartsWith(" changed "));

    /// <summary>"Dad lives in Crewe": one's own.</summary>
    [GeneratedRegex(@"(?<!\b(?:my|our|your|his|her|their|the|a|of|and) (?:\p{L}+ )?)(?<![\p{L}'-])(?:Dad|Mum|Mom|Daddy|Mummy|Mama|Papa|Grandma|Grandpa|Granny|Grandad)(?= (?:is|has|lives|works|moved|was|got|turned|just|now|will|had|left|retired|never|does)\b)")]
    private static partial Regex Parent();

    // Behind other words "'s" is possession unless a word follows that only a verb has before it.
    [GeneratedRegex(@"(?<w>\b(?:i|you|we|they|he|she|it|that|this|who|name|email|mail|address|number|phone|mobile|cell|laptop|birthday|deadline|appointment|boss|here|there|what|let|where|how))(?<c>'(?:m|re|ve|ll|d|s))\b(?! (?:name|birthday|number|email|phone|address|office)\b)|(?<w>\b(?:do|does|did|is|are|was|were|has|have|had|ca|wo|could|would|should))(?<c>n't)\b|(?<w>\b\p{L}+)(?<c>'s)(?= (?:been|a|an|the|my|our|not|now|called|moved|left|working|living|allergic|at|in|from)\b)|(?<w>(?:brother|sister|son|daughter|dad|mum|mom|father|mother|wife|husband|partner|bro|sis|colleague|friend)s?)(?<c>'s)(?= \p{Lu}\p{Ll}+(?:$|[,.!;]| and\b))", RegexOptions.IgnoreCase)]
    private static partial Regex Contraction();

    [GeneratedRegex(@"(?<![\w@.'-])(?:im|ive|dont|doesnt|didnt|cant|cannot|wont|isnt|arent|wasnt|werent|hasnt|havent|wouldnt|couldnt|shouldnt|aint|thats|hes|shes|theyre|weve|whats|b-?day|dob|pls|plz|rn|atm|ur?|thx|nr|hubby|wifey|missus|sis|bro|fave?|acct|appt|yrs|(?<=\d ?)yo|veggie|nope|gotta|i)(?![\w@'-]|\.\w)", RegexOptions.IgnoreCase)]
    private static partial Regex Short();
}
