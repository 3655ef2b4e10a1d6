using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules.English;

/// <summary>Employer and role.</summary>
internal sealed partial class EnglishWork : IClauseRule
{
    public IEnumerable<Draft> Read(Clause clause)
    {
        var words = clause.Words;
        if (Left().Match(words) is { Success: true } left && IsNamed(left, "v"))
            return Values.Organisation(left.Groups["v"].Value) is { } old ? [Said.Over(clause, FactAttributes.Employer, old)] : [];
        if (Unemployed().IsMatch(words))
            return [Said.Over(clause, FactAttributes.Employer, "")];
        if (Worked().Match(words) is { Success: true } worked)
            return Values.Organisation(worked.Groups["v"].Value) is { } former && Said.Was(clause, FactAttributes.Employer, former) is { } past ? [past] : [];
        if (Joined().Match(words) is { Success: true } joined && IsNamed(joined, "v"))
            return With(clause, joined, begun: true);
        if (Starting().Match(words) is { Success: true } starting && clause.When.Begin > clause.SaidAt)
            return With(clause, starting, begun: true);
        return Works().Match(words) is { Success: true } works ? With(clause, works, begun: false) : Role(clause);
    }

    private static List<Draft> With(Clause clause, Match match, bool begun)
    {
        var drafts = new List<Draft>();
        if (Values.Organisation(match.Groups["v"].Value) is { } employer)
            drafts.Add(begun ? Said.Begun(clause, FactAttributes.Employer, employer) : Said.Now(clause, FactAttributes.Employer, employer));
        if (AsRole().Match(match.Value) is { Success: true } role && Values.Thing(role.Groups["r"].Value, 6) is { } title)
            drafts.Add(begun ? Said.Begun(clause, FactAttributes.Role, title) : Said.Now(clause, FactAttributes.Role, title));
        return drafts;
    }

    private static List<Draft> Role(Clause clause)
    {
        if (NoRole().Match(clause.Words) is { Success: true } ended)
            return [Said.Over(clause, FactAttributes.Role, Values.Trim(ended.Groups["r"].Value))];
        var match = Title().Match(clause.Words) is { Success: true } title ? title : Occupation().Match(clause.Words);
        if (!match.Success)
            return [];
        var role = Values.Thing(match.Groups["r"].Value, 6);
        if (role is null)
            return [];
        List<Draft> drafts = [match.Value.Contains("became", StringComparison.Ordinal) || match.Value.Contains("promoted", StringComparison.Ordinal) ? Said.Begun(clause, FactAttributes.Role, role) : Said.Now(clause, FactAttributes.Role, role)];
        if (match.Groups["v"].Success && Values.Organisation(match.Groups["v"].Value) is { } employer)
            drafts.Add(Said.Now(clause, FactAttributes.Employer, employer));
        return drafts;
    }

    /// <summary>"Left the room", "joined a call": only names, which begin with a capital, are companies there.</summary>
    private static bool IsNamed(Match match, string group) => match.Groups[group].Value is [var first, ..] && (char.IsUpper(first) || char.IsDigit(first));

    [GeneratedRegex(@"^(?:have |has )?(?:left|quit|resigned from|retired from|been (?:fired|laid off|let go) (?:from|by)|(?:was|were|got) (?:fired|laid off|let go) (?:from|by)|quit (?:my|the) job (?:at|with)|left (?:my|the) job (?:at|with)|stopped working (?:at|for|with))(?: my (?:job|position) (?:at|with))? (?<v>.+)$|^(?:(?:do|does|am|is) )?(?:not|no longer) (?:work|working|works|employed)(?: (?:at|for|with|by)) (?<v>.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Left();

    [GeneratedRegex(@"^(?:am|have been|became) (?:unemployed|retired|out of (?:a job|work)|between jobs)|^lost my job|^(?:have )?retired$", RegexOptions.IgnoreCase)]
    private static partial Regex Unemployed();

    [GeneratedRegex(@"^(?:used to work|worked|was working|were working|was employed)(?: as .+?)? (?:at|for|with|by) (?<v>.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Worked();

    [GeneratedRegex(@"^(?:have |has )?(?:joined|started (?:working )?(?:at|with|for)|started (?:a|my) (?:new )?(?:job|position|role) (?:at|with)|(?:got|took|accepted|began) (?:a|the|my) (?:new )?(?:job|position) (?:at|with)|switched to|(?:have |has )?been hired by|was hired by|moved on to) (?<v>.+?)(?: as (?:an?|the|their) (?<r>.+))?$", RegexOptions.IgnoreCase)]
    private static partial Regex Joined();

    [GeneratedRegex(@"^(?:will be working|will work|am starting|will start|start|will join|am joining|begin) (?:at|for|with)? ?(?<v>.+?)(?: as (?:an?|the|their) (?<r>.+))?$", RegexOptions.IgnoreCase)]
    private static partial Regex Starting();

    [GeneratedRegex(@"^(?:work|works|working|am working|is working|are working|have worked|have been working|has been working|am employed|is employed|have been employed)(?: as (?:an?|the) (?<r>.+?))? (?:at|for|by) (?:(?:a company|the company|a firm) called )?(?<v>.+?)(?: as (?:an?|the|their) (?<r>.+))?$|^my (?:new |current )?(?:employer|company) is (?:called )?(?<v>.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Works();

    [GeneratedRegex(@" as (?:an?|the|their) (?<r>.+?)(?: (?:at|for|with|by) .+)?$", RegexOptions.IgnoreCase)]
    private static partial Regex AsRole();

    [GeneratedRegex(@"^(?:am|is|are) (?:not|no longer) (?:an?|the) (?<r>" + Jobs + @")(?: any ?more)?$", RegexOptions.IgnoreCase)]
    private static partial Regex NoRole();

    [GeneratedRegex(@"^my (?:new |current )?(?:job|role|profession|occupation|job title|position|title|trade) is (?:now )?(?:an?|the|that of an?)? ?(?<r>.+)$|^(?:work|works|working|am working|is working|have been working|am employed) as (?:an?|the)? ?(?<r>.+)$|^(?:have been |has been |was |got |have been )promoted to (?<r>.+)$|^(?:have |has )?be(?:came|come) (?:an?|the) (?<r>" + Jobs + @")$", RegexOptions.IgnoreCase)]
    private static partial Regex Title();

    [GeneratedRegex(@"^(?:am|is|are|have been|has been|work)(?: as)? (?:an?|the|one of the)? ?(?:new )?(?<r>" + Jobs + @")(?: (?:at|for|with) (?<v>.+)| by (?:profession|training|trade)| in (?:an?|the) .+)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Occupation();

    private const string Jobs = @"(?:[\p{L}-]+ ){0,3}?(?:nurse|doctor|physician|surgeon|dentist|vet|veterinarian|midwife|paramedic|pharmacist|therapist|physiotherapist|psychologist|teacher|professor|lecturer|tutor|student|researcher|scientist|engineer|developer|programmer|architect|designer|analyst|consultant|accountant|auditor|controller|manager|director|officer|clerk|secretary|receptionist|assistant|administrator|technician|mechanic|electrician|plumber|carpenter|welder|builder|painter|baker|butcher|cook|chef|waiter|waitress|barista|bartender|farmer|gardener|florist|driver|pilot|captain|sailor|conductor|courier|postman|firefighter|policeman|police officer|detective|soldier|guard|lawyer|solicitor|barrister|attorney|judge|notary|paralegal|journalist|editor|writer|author|translator|interpreter|librarian|photographer|musician|singer|actor|actress|artist|illustrator|tailor|hairdresser|barber|cleaner|caretaker|cashier|salesman|saleswoman|salesperson|seller|buyer|broker|banker|economist|statistician|mathematician|physicist|chemist|biologist|geologist|historian|archaeologist|social worker|case worker|coach|trainer|founder|ceo|cto|cfo|owner|partner|executive|supervisor|foreman|foreman|planner|recruiter|optician|beekeeper|fisherman|jeweller|locksmith|roofer|surveyor|tester|specialist|head of [\p{L} ]+?|chief [\p{L} ]+?|vice president[\p{L} ]*?|lead|team leader)";
}
