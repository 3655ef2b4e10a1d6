using System.Buffers;
using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules.English;

/// <summary>What somebody does for a living: "I'm a nurse", "purser with Loganair", "promoted to team lead".</summary>
internal sealed class EnglishRoles : IEnglishRule
{
    public SearchValues<string>? Cues => null;

    public IEnumerable<Draft> Read(Clause clause, Predicate predicate)
    {
        if (s_title.Match(clause.Words) is { Success: true } title && Values.Thing(title.Groups["r"].Value, 6) is { } stated && !s_noTitle.IsMatch(stated))
            return [Said.Now(clause, FactAttributes.Role, stated)];
        if (predicate.IsAffirmed && !predicate.IsFuture && s_became.Match(predicate.Rest) is { Success: true } became)
            return Role(became) is { } begun ? [Said.Begun(clause, FactAttributes.Role, begun)] : [];
        var match = s_occupation.Match(predicate.Rest);
        if (!match.Success || Role(match) is not { } role || (!match.Groups["art"].Success && !match.Groups["as"].Success && char.IsUpper(role[0]) && !IsTitle(role)) || !(predicate.IsCopula || match.Groups["as"].Success || (predicate.Rest == clause.Words && (match.Groups["v"].Success || match.Groups["art"].Success || clause.IsCarried))))
            return [];
        var employer = match.Groups["v"].Success ? Values.Organisation(match.Groups["v"].Value) : null;
        if (predicate.IsDenied || (predicate.IsOver && !predicate.IsPast))
            return [Said.Over(clause, FactAttributes.Role, role)];
        var past = predicate.IsPast || match.Groups["past"].Success && !predicate.IsPerfect;
        return [.. Of(clause, FactAttributes.Role, role, past), .. employer is null ? [] : Of(clause, FactAttributes.Employer, employer, past)];
    }

    private static IEnumerable<Draft> Of(Clause clause, string attribute, string value, bool past) =>
        past ? Said.Was(clause, attribute, value) is { } was ? [was] : [] : [Said.Now(clause, attribute, value)];

    /// <summary>"Team Lead", "Head of Sales": no person's name.</summary>
    public static bool IsTitle(string words) => s_rank.IsMatch(words);

    private static string? Role(Match match) => Values.Thing(match.Groups["r"].Value, 6);

    private static readonly Regex s_title = Pattern.Of(@"^(?:my |our )?(?:new |current |official |actual )?(?:job|role|profession|occupation|job title|position|title|trade|line of work)(?: is(?: that of)?|:| =)(?: now)?(?: an?| the)? (?<r>.+)$|^(?:by (?:profession|trade),?) (?:i am )?(?:an? )?(?<r>.+)$|^do (?<r>(?:\p{L}+ )?(?:accounting|bookkeeping|carpentry|plumbing)) for a living$");

    private static readonly Regex s_noTitle = Pattern.Of(@"^(?:at|with|in|on|to|for|not|gone|over|done|very|too|so|great|good|hard|fine|boring|stressful|safe|secure|killing|paid|ending|remote)\b");

    private static readonly Regex s_became = Pattern.Of(@"^(?:got )?promoted to (?:(?:be )?(?:an?|the) )?(?:new )?(?<r>.+)$|^(?:(?:got )?hired as|(?:got|found|took|accepted|have|started) (?:an?|my) (?:new )?(?:job|position) as|made|appointed|elected) (?:(?:be )?(?:an?|the) )?(?:new )?(?<r>" + Jobs + @")(?: (?:at|for|with|of) .+)?$|^(?:became|become|been promoted to|moved up to|qualified as|trained as|retrained as|started as|starting as|took over as)(?: (?:an?|the))? (?:new )?(?<r>" + Jobs + @")(?: (?:at|for|with|of) .+)?$");

    private static readonly Regex s_rank = Pattern.Of(@"^(?:head|chief|ceo|cto|cfo|coo|vp|vice|senior|junior|team|lead|managing|assistant|deputy|general|project|product|sales|software|account|office)\b");

    private static readonly Regex s_occupation = Pattern.Of(@"^(?:(?<as>(?:work|works|working|employed|(?<past>worked)) as)(?: (?:an?|the|one of the))? (?:new )?(?<r>[\p{L}' -]+?)|(?<art>(?:an?|the|one of the) )?(?:\d+-year-old |new )*(?<r>" + Jobs + @"))(?: (?:at|for|with) (?:(?:a|an|the) (?=(?-i:\p{Lu})))?(?<v>[^,]+)|,? by (?:profession|training|trade).*| (?:in|on|of) (?:an?|the) .+| in (?-i:\p{Lu})\p{L}+| here)?(?:,.*)?$");

    /// <summary>Words that end the name of an occupation; those in -ist, -ician, -ologist and -smith by their form, but for what is no occupation.</summary>
    private const string Jobs = @"(?:(?!(?:not|your|my|our|his|her|their|the|an?|to|from|for|with|of|in|on|at|by|and|or|sorry|thanks|dear|hi|big|huge|bad|good|great|regular|happy|no|is|are|was|some|any|this|that)\b)[\p{L}-]+ ){0,3}?(?:nurse|doctor|physician|surgeon|dentist|vet|veterinarian|midwife|paramedic|therapist|teacher|professor|lecturer|tutor|student|apprentice|intern|trainee|researcher|engineer|developer|programmer|architect|designer|analyst|consultant|accountant|bookkeeper|auditor|controller|manager|director|officer|clerk|secretary|assistant|administrator|admin|mechanic|plumber|carpenter|joiner|welder|builder|bricklayer|painter|decorator|baker|butcher|cook|chef|waiter|waitress|barista|bartender|farmer|gardener|landscaper|driver|pilot|captain|sailor|steward|stewardess|flight attendant|purser|conductor|courier|postman|mailman|firefighter|fireman|policeman|policewoman|police officer|detective|soldier|guard|lifeguard|lawyer|solicitor|barrister|attorney|judge|notary|paralegal|editor|writer|copywriter|author|blogger|translator|interpreter|librarian|photographer|videographer|singer|dancer|actor|actress|illustrator|tailor|seamstress|hairdresser|barber|cleaner|janitor|caretaker|caregiver|carer|nanny|cashier|salesman|saleswoman|salesperson|sales rep|sales representative|seller|buyer|shopkeeper|broker|banker|teller|statistician|historian|social worker|case worker|warehouse worker|factory worker|care worker|civil servant|coach|trainer|instructor|founder|ceo|cto|cfo|coo|partner|executive|supervisor|foreman|planner|recruiter|beekeeper|fisherman|jeweller|jeweler|locksmith|roofer|surveyor|tester|specialist|technician|operator|dispatcher|producer|presenter|head of [\p{L} ]+?|chief [\p{L} ]+?|vp of [\p{L} ]+?|vice president[\p{L} ]*?|(?:team|tech|shift|project|group) (?:lead|leader)|lead|principal|headteacher|headmaster|headmistress|dean|priest|pastor|monk|nun|imam|rabbi|referee|umpire|zookeeper|goalkeeper|brewer|winemaker|dressmaker|watchmaker|filmmaker|\p{L}{3,}ologist|(?!tour|pess|opt|femin|minimal|maximal|perfection|ath|buddh|rac|sex|activ|loyal|real|ideal|commun|capital|social|national|popul|hobby|motor|cycl|separat|extrem|terror)(?-i:\p{Ll}{4,}ist)|\p{L}{3,}ician|\p{L}{2,}smith|\p{L}{3,}herd)";
}
