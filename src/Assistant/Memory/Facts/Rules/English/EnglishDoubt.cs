using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules.English;

/// <summary>
/// What makes English words state nothing. A frame (condition, play, sarcasm, report) takes all of a sentence with it; an uncertainty (modal,
/// wish, plan) the clause it stands in and what hangs on it; a question the words from where it begins.
/// </summary>
internal static partial class EnglishDoubt
{
    /// <summary>"..., if that helps" doubts nothing.</summary>
    public static string WithoutCourtesy(string sentence) => Courtesy().Replace(sentence, "");

    public static bool IsFramed(string sentence) => Frame().IsMatch(sentence) || IsAnothers(sentence);

    /// <summary>A condition of real life, by the user: what it takes for granted is so.</summary>
    public static bool IsCondition(string sentence) => Condition().IsMatch(sentence) && !Unreal().IsMatch(sentence) && !IsAnothers(sentence);

    private static bool IsAnothers(string sentence) => Sarcasm().IsMatch(sentence) || Report().IsMatch(sentence);

    public static bool IsUncertain(string clause) => Uncertain().IsMatch(clause);

    [GeneratedRegex(@"\b(?:if|whether|unless|in case)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Condition();

    [GeneratedRegex(@"\b(?:what if|if only|as if|suppos\w*|imagin\w*|pretend\w*|let's|let us|assum\w*|hypothe\w*|theor\w*|example|instance|sample|fiction\w*|character|novel|dream\w*|game|story|movie|film|book|play|were|would|wish)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Unreal();

    /// <summary>It ends as a question does or begins as one.</summary>
    public static bool IsQuestion(string clause) => Question().IsMatch(clause) || Mark().IsMatch(clause);

    /// <summary>It begins as a question does.</summary>
    public static bool IsAsking(string clause) => Question().IsMatch(clause);

    [GeneratedRegex(@",? (?:just )?(?:if|in case|should) (?:(?:that|it|this) (?:helps?|matters?|is (?:relevant|useful|important|of (?:use|help|interest)|any (?:use|help))|makes a difference|counts)|you (?:need|want|must|have to|care|are (?:interested|wondering|asking)|were wondering|wonder|prefer to (?:know|call)|ask)\b[^,.;]*|needed|relevant|useful|(?:any|some)(?:one|body) (?:asks|cares|wonders|needs)[^,.;]*|possible|i may)(?=$|[,.;!?)]| so\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Courtesy();

    [GeneratedRegex(@"^\W*(?:(?:so|and|but|hey|hi|hello|ok|okay|well|please|tell me|remind me|do you know|sorry|then|also|just|quick question|question|now)\b[,:]? )*(?:do|does|did|is|are|am|was|were|can|could|would|should|will|shall|have|has|had|where|what|who|whose|how|why|when|which|may|might|any (?:news|idea|chance|update|clue)|anyone|isn't|aren't|don't|doesn't|didn't|won't|can't|couldn't|wouldn't|haven't|hasn't)\b(?! not\b(?! (?:i|we|you|he|she|they|it)\b))(?! i (?:mean|meant)\b)(?! (?:not )?(?:be |been )?(?:living|based|moved|got|working|my|a|an|no longer)\b(?!.*\?))", RegexOptions.IgnoreCase)]
    private static partial Regex Question();

    [GeneratedRegex(@"\?\W*$")]
    private static partial Regex Mark();

    [GeneratedRegex(@"\b(?:(?<!as )if|whether|unless|suppose|supposing|supposedly|imagine|imagining|pretend|pretending|let's say|let us say|let's assume|say i\b|what if|assuming|assume|hypothetically|in theory|theoretically|as though|in case|for example|for instance|e\.g|(?<![.@\w-])example(?![.\w@])|sample|fictional|character|novel|in my (?:dream|game|story|book)|in the (?:game|story|movie|film|book|play)|as long as|provided that|lest|were to|used to dream|once (?:i|we)|when (?:i|we) (?:grow|retire|am old|(?:finally )?(?:move|get|have|marry|win|become))|by the time)\b|^\W*(?:(?:and|but|well|ah|oh|ha)[, ]+)*(?:had|were|should) (?:i|we|my)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Frame();

    [GeneratedRegex(@"\b(?:would|wish|wished|hope|hopes|hopefully|hoping|dream(?:s|ed|t|ing)?|maybe|perhaps|might|could|may (?:be|have|move|take|get|go|work|live|buy|become|switch|change)|probably|possibly|presumably|almost|nearly|planning|plans?|plan to|plans to|thinking (?:of|about)|considering|consider|considered|(?:want|wants|wanted|wanting) (?:me |us |him |her )?to|(?:like|love|prefer) to (?:be|live|move|have|become) (?!called|contacted|reached|addressed)|wanna|gonna|intend|try to|trying to|tried to|about to|should|ought to|unsure|not sure|looking (?:for|at|to|into)|applied (?:to|for|at)|applying|interview(?:ed|ing)?|fancy|or maybe|either(?=.* or )|feel(?:s|ing)? like|felt like|as if|tempted|toying|eventually|one day|some ?day|in my next life|dying to|would-be|supposed to|meant to be)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Uncertain();

    [GeneratedRegex(@"(?:^|\s)/s\b|\b(?:yeah,? (?:right|sure)|oh,? (?:sure|great|wonderful|yes|fantastic|brilliant|joy|lovely|perfect)|sure,? (?:sure|because)|as if|kidding|joking|lol|lmao|haha+|hahaha|rofl|said no one|in your dreams|(?:king|queen|emperor|empress|pope|president|santa|batman|superman|god|prime minister|duke|prince|princess) of\b|i am (?:the |basically the )?(?:santa|batman|superman|napoleon|elvis|god|pope)|my other (?:car|house|yacht)|how lovely|just what i (?:need|needed|wanted|always)|what i(?:'ve| have)? always (?:wanted|dreamed|needed)|(?:simply|just|absolutely|so|totally|really|always) (?:love|enjoy|adore)s? (?:it when|how|when|being|waiting|paying|queu|repeating|spending|sitting|standing|getting|talking to (?:robots|machines))|(?:love|enjoy|like|adore) (?:it when|how (?:you|it|this|your|the)|being (?:ignored|on hold|charged|put|passed|transferred|told|left)|waiting|queu(?:e)?ing|paying (?:twice|extra|more)|repeating myself|(?:your )?(?:endless|broken|long)|hold music)|thanks for nothing|the moon|on mars|mars|hogwarts|narnia|atlantis|gotham|wakanda|million(?:aire)?s? of|in heaven|officially my favou?rite|bravo|well done|(?:best|favou?rite) \w+ in the (?:universe|world|galaxy))\b|🙄|😏|😜|😉|🤡|\bnot!\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Sarcasm();

    [GeneratedRegex(@"(?<!\b(?:i|as i|already|i have|i had|i just|like i|easier) )\b(?:says?|said|saying|told|telling|claims?|claimed|thinks?|thought|believes?|believed|writes|wrote|states|stated|reads|mentioned|mentions|insists?|insisted|asked|asks|wants?|wanted|assumes|assumed|reckons|heard|rumou?r|replied|suggests?|suggested|guessed|guesses|expects?|quotes?|quoting|according to|apparently|allegedly|seems?|pretends?|swears?|swore|bragged|brags|announces|announced|(?:keeps? |kept )?telling|dreams that|the headline|as my .{2,20} used to)\b|\b(?:you|they|people|everyone|everybody|someone|somebody) (?:all )?(?:say|think|believe|claim|assume|keep saying|call me|tell)\b(?<!everyone call me|everybody call me)|\bi (?:have )?(?:heard|read|thought|guess)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Report();
}
