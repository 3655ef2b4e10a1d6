using System.Buffers;
using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules.English;

/// <summary>Employer and role.</summary>
internal sealed class EnglishWork : IEnglishRule
{
    private static readonly SearchValues<string> s_cues = SearchValues.Create(
        ["work", "drive", "deliver", "fly", "flies", "teach", "write", "stack", "accounts", "payroll", "job", "employ", "company", "firm", "join", "start", "began", "left", "quit", "resign", "retire", "fire", "laid", "go", "dismiss", "redundan", "with", "hired", "recruited", "headhunt", "position", "post", "got", "took", "accept", "found", "landed", "moved", "went", "change", "switch", "last", "shift", "jobless", "parted", "stepped", "done", "lost", "leaving", "role", "gave"], StringComparison.OrdinalIgnoreCase);

    public SearchValues<string>? Cues => s_cues;

    public IEnumerable<Draft> Read(Clause clause, Predicate predicate)
    {
        var words = clause.Words;
        if (s_label.Match(words) is { Success: true } label)
            return Labelled(clause, label);
        if (s_lastDay.Match(words) is { Success: true } last && Values.Organisation(last.Groups["v"].Value) is { } leaving && clause.When.Begin is not null)
            return [Said.Over(clause, FactAttributes.Employer, leaving)];
        if (predicate.IsAffirmed && !predicate.IsFuture && s_left.Match(predicate.Rest) is { Success: true } left)
            return Ended(clause, left);
        if (predicate.IsAffirmed && s_joined.Match(predicate.Rest) is { Success: true } joined && (joined.Groups["p"].Success || clause.When.Begin > clause.SaidAt))
            return With(clause, joined, Said.Begun);
        if (s_works.Match(predicate.Rest) is { Success: true } works)
            return Worked(clause, predicate, works);
        if (predicate.IsCopula && (clause.When.Since is not null || !predicate.IsAffirmed) && s_with.Match(predicate.Rest) is { Success: true } with && Values.Organisation(with.Groups["v"].Value) is { } employer)
            return predicate.IsDenied || predicate.IsOver ? [Said.Over(clause, FactAttributes.Employer, employer)] : predicate.IsPast ? Former(clause, FactAttributes.Employer, employer) : With(clause, with, Said.Now);
        return [];
    }

    private static List<Draft> Labelled(Clause clause, Match label)
    {
        if (Values.Organisation(label.Groups["v"].Value) is not { } employer || s_englishPeopleWord.IsMatch(employer))
            return [];
        return [label.Groups["n"].Success ? Said.Begun(clause, FactAttributes.Employer, employer) : Said.Now(clause, FactAttributes.Employer, employer)];
    }

    private static List<Draft> Ended(Clause clause, Match left)
    {
        var drafts = new List<Draft>();
        var named = left.Groups["v"].Success ? Values.Organisation(left.Groups["v"].Value) : null;
        if (left.Groups["v"].Success && (named is null || (left.Groups["b"].Success && !(char.IsUpper(named[0]) || char.IsDigit(named[0]) || s_institution.IsMatch(named)))))
            return drafts;
        drafts.Add(Said.Over(clause, FactAttributes.Employer, named ?? ""));
        if (left.Groups["new"].Success && Values.Organisation(left.Groups["new"].Value) is { } next && char.IsUpper(next[0]))
            drafts.Add(Said.Begun(clause, FactAttributes.Employer, next));
        return drafts;
    }

    private static IEnumerable<Draft> Worked(Clause clause, Predicate predicate, Match works)
    {
        if (Values.Organisation(works.Groups["v"].Value) is not { } employer)
            return [];
        if (predicate.IsDenied || (predicate.IsOver && !predicate.IsPast))
            return [Said.Over(clause, FactAttributes.Employer, employer)];
        if (predicate.IsPast || (works.Groups["past"].Success && !predicate.IsPerfect))
            return Former(clause, FactAttributes.Employer, employer);
        return predicate.IsFuture && !(clause.When.Begin > clause.SaidAt) ? [] : With(clause, works, predicate.IsFuture ? Said.Begun : Said.Now);
    }

    private static IEnumerable<Draft> Former(Clause clause, string attribute, string value) => Said.Was(clause, attribute, value) is { } past ? [past] : [];

    private static List<Draft> With(Clause clause, Match match, Func<Clause, string, string, Draft> say)
    {
        var drafts = new List<Draft>();
        if (Values.Organisation(match.Groups["v"].Value) is { } employer && (!match.Groups["b"].Success || char.IsUpper(employer[0]) || char.IsDigit(employer[0])))
            drafts.Add(say(clause, FactAttributes.Employer, employer));
        if (drafts.Count > 0 && s_asRole.Match(match.Value) is { Success: true } role && Values.Thing(role.Groups["r"].Value, 6) is { } title)
            drafts.Add(say(clause, FactAttributes.Role, title));
        return drafts;
    }

    /// <summary>"Left the keys" ends no employment, "left the museum" does.</summary>
    private static readonly Regex s_institution = Pattern.Of(@"\b(?:museum|company|firm|agency|council|university|college|institute|bank|army|newspaper|airline|hospital|clinic|factory|bakery|restaurant|ministry|library)$");

    private static readonly Regex s_label = Pattern.Of(@"^(?:(?:my|our) )?(?:(?<n>new) |current |present )?(?:employer|company|workplace|firm|employer's name)(?:'s name)?(?: is(?: called| named)?| will be|:| =)(?: now)? (?<v>(?!not\b|in\b|at\b|based\b|closed\b|closing\b|moving\b|paying\b|going\b).+)$|^(?<v>(?-i:\p{Lu})[^,]{1,40}?) (?:is|has been) (?:my|our) (?:(?<n>new) )?(?:employer|company)$|^(?:have|got) (?:a |my )?(?<n>new) (?:job|position|employer)(?: is|:| -|,)? (?:at|with|for) (?<v>.+)$|^my (?:(?<n>new) )?(?:job|position) is (?:at|with) (?<v>.+)$");

    private static readonly Regex s_lastDay = Pattern.Of(@"\blast (?:day|shift|week) (?:of work |of the job )?(?:at|with|for) (?<v>.+?) (?:is|was|will be)\b");

    private static readonly Regex s_left = Pattern.Of(@"^(?:(?:(?<b>left|quit|leaving)|resigned from|retired from|stepped down from|parted ways with|stopped working (?:at|for|with)|(?:fired|laid off|let go|made redundant|dismissed) (?:from|by|at)|(?:quit|left|lost|gave up) (?:my|the|her|his) (?:old )?(?:job|position) (?:at|with)|done with) (?:(?:the|my) )?(?:(?:job|position) (?:at|with) )?(?<v>(?!(?:my |the |her |his )?(?:old |current )?(?:job|position|work)$)[^,]+?)(?: (?:for|to (?:join|work (?:for|at)|start at)) (?<new>(?-i:\p{Lu}).*))?)$|^(?:got )?(?:unemployed|out of (?:a job|work)|between jobs|jobless|retired|fired|laid off|let go|made redundant|quit|resigned|(?:lost|quit|left) (?:my|the|her|his) (?:old )?job|stopped working)$");

    private static readonly Regex s_joined = Pattern.Of(@"^(?:(?<p>joined)|joining|join)(?: (?:the team|the staff|up))?(?: at)? (?<b>)(?<v>.+?)(?: as (?:an?|the|their) .+)?$|^(?:(?<p>started|began)|starting|start)(?: (?:working|work|out|over|a (?:\p{L}+ )?job|my (?:new )?(?:job|position|role)|a (?:new )?(?:position|role)))?(?: as (?:an?|the) .+?)? (?:at|with|for) (?<v>.+?)(?: as (?:an?|the|their) .+)?$|^(?<p>got|took|accepted|found|landed|have)(?: up)? (?:an?|the|my|this) (?:new )?(?:\p{L}+ )?(?:job|position|role|post|gig)(?: as (?:an?|the) .+?)? (?:at|with|for) (?<v>.+)$|^(?<p>(?:got )?hired|recruited|taken on|headhunted) by (?<v>.+)$|^(?<p>(?:changed|switched|moved|swapped)) (?:jobs|employers?|companies|my job)(?: from [^,]+?)?,? (?:to|and joined|for) (?<b>)(?<v>.+)$|^(?<p>moved on|(?:changed|switched|moved|went) over|switched) to (?<b>)(?<v>(?-i:\p{Lu})\p{L}+(?: (?-i:\p{Lu})\p{L}+)+)(?: as (?:an?|the|their) .+)?(?:,.*)?$");

    private static readonly Regex s_works = Pattern.Of(@"^(?:(?:work|works|working|(?<past>worked)|employed|be working|a \p{L}+ working)(?: here)?|" + Jobs + @")(?: (?:full|part)[- ]time| remotely| from home| nights?| shifts| freelance)*(?: as (?:an?|the) (?:.+?))? (?:at|for|by) (?:(?:a company|the company|a firm) called )?(?<v>.+?)(?: as (?:an?|the|their) .+)?$");

    /// <summary>"I drive trains for ScotRail": what is nobody's pastime.</summary>
    private const string Jobs = @"(?<b>)(?:drives? (?:an? )?(?:trains?|bus(?:es)?|trucks?|lorr(?:y|ies)|trams?|taxis?|cabs?|vans?)|delivers? (?:parcels|mail|the post|pizzas?|packages|groceries|food)|fl(?:y|ies) (?:planes|helicopters|long-haul)|teach(?:es)? (?:[\p{L}-]+ ){1,3}?(?=at\b)|writes? (?:code|software)|stacks? shelves|does? (?:the )?(?:accounts|bookkeeping|payroll))";

    private static readonly Regex s_with = Pattern.Of(@"^with (?<b>)(?<v>(?-i:\p{Lu}).+?)(?: as (?:an?|the|their) .+)?$|^employed with (?<v>.+)$");

    private static readonly Regex s_asRole = Pattern.Of(@" as (?:an?|the|their) (?<r>.+?)(?: (?:at|for|with|by) .+)?$");

    private static readonly Regex s_englishPeopleWord = Pattern.Of(@"^(?:" + Relations.English + @")\b|^(?:great|good|bad|small|big|nice|awful|moving|relocating)\b");
}
