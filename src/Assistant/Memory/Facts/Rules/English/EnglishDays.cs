using System.Buffers;
using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules.English;

/// <summary>Appointments and deadlines with their days: made, moved, cancelled.</summary>
internal sealed class EnglishDays : IEnglishRule
{
    private static readonly SearchValues<string> s_cues = SearchValues.Create(
        ["appointment", "appt", "deadline", "due", "submit", "hand", "file", "finish", "deliver", "send", "turn", "must", "done", "see", "visit", "going", "booked", "expected", "back", "dentist", "doctor", "gp", "vet", "hairdresser", "barber", "optician", "optometrist", "physio", "therapist", "lawyer", "solicitor", "notary", "advis", "accountant", "midwife", "surgeon", "hygienist", "psychiatrist", "paediatrician", "pediatrician", "bank", "garage", "mechanic", "consulate", "embassy", "town", "ologist", "cancel", "called"], StringComparison.OrdinalIgnoreCase);

    public SearchValues<string>? Cues => s_cues;

    private const string Kind = @"(?<k>[\p{L}'. -]{2,40}?)";
    private const string Trades = @"dentist|doctor|gp|vet|hairdresser|barber|optician|optometrist|physio(?:therapist)?|therapist|lawyer|solicitor|notary|tax advis[eo]r|accountant|midwife|surgeon|hygienist|psychiatrist|paediatrician|pediatrician|bank|garage|mechanic|consulate|embassy|town hall|\p{L}+ologist";

    public IEnumerable<Draft> Read(Clause clause, Predicate predicate)
    {
        if (!clause.IsUser || predicate.IsPast && clause.When.At < clause.SaidAt.AddDays(-1))
            yield break;
        if (s_cancelled.IsMatch(clause.Words))
        {
            if (s_appointment.Match(clause.Words) is { Success: true } off)
                yield return Of(clause, FactAttributes.Appointment, off, "", StatementKind.Ends);
            yield break;
        }
        if (clause.When.At is not { } day || clause.When.AtEnd - day > TimeSpan.FromDays(1) || predicate.IsDenied)
            yield break;
        var value = day.ToString("yyyy-MM-dd", null);
        if (s_appointment.Match(clause.Words) is { Success: true } appointment)
            yield return Of(clause, FactAttributes.Appointment, appointment, value, clause.Kind);
        else if (s_visit.Match(clause.Words) is { Success: true } visit)
            yield return Of(clause, FactAttributes.Appointment, visit, value, clause.Kind);
        if (s_deadline.Match(clause.Words) is { Success: true } deadline)
            yield return Of(clause, FactAttributes.Deadline, deadline, value, clause.Kind);
    }

    /// <summary>Of which kind it is may have been said before: "my appointment was moved to 13 February".</summary>
    private static Draft Of(Clause clause, string attribute, Match match, string value, StatementKind kind)
    {
        var of = s_kindless.Replace(Values.Trim(s_person.Replace(match.Groups["k"].Value.Replace("'s", "", StringComparison.Ordinal), "")), "").Trim().ToLowerInvariant();
        return new(FactAttributes.User, attribute + of, value, kind, Until: kind == StatementKind.Ends ? clause.When.Until ?? (clause.When.At < clause.SaidAt ? clause.When.At : null) : null) { IsOfKnown = of.Length == 0 || match.Groups["known"].Success };
    }

    private static readonly Regex s_cancelled = Pattern.Of(@"\b(?:cancell?ed|called off|cancell?ing|had to (?:cancel|call off))\b");

    private static readonly Regex s_appointment = Pattern.Of(@"\bappointment (?:with|at|for) (?:(?:the|my|an?|our) )?" + Kind + @"(?= (?:is|was|has|got|moved|had|on|at|to|will|from|instead|rescheduled|cancell?ed|in|with|now)\b|[,:]|$)|\b(?<k>(?:(?!(?:my|our|the|an?|to|have|had|has|got|get|booked?|made|make|i|we|he|she|is|was|next|new|another|that|this|of|for|on|and|cancell?ed|cancel|moved?|rescheduled?|postponed?|changed?|missed|need|needed|forgot|upcoming|follow-up|urgent|first|second)\b)[\p{L}'-]+ ){0,3})(?:appointment|appt)\b(?! (?:with|at|for) (?!\d))|\b(?:cancell?ed|called off|call off|cancel) (?:my|the|our) (?!(?:order|parcel|subscription|membership|contract|flight|account|ticket|policy|booking|delivery|card)\b)(?<known>)" + Kind + @"(?: thing| visit| session)?$");

    private static readonly Regex s_visit = Pattern.Of(@"^(?:see|seeing|visiting|going to see|going to|booked in (?:with|at)|booked (?:with|at)|due (?:at|with)|expected at|back (?:at|to)) (?:the|my|a) (?<k>" + Trades + @")\b|^(?:my )?(?<k>" + Trades + @")(?: is|:)?(?: (?:booked|at \d.*))?$");

    private static readonly Regex s_deadline = Pattern.Of(@"\bdeadline (?:for|of|to (?:submit|hand in|file|send in|finish|deliver)) (?:(?:the|my|our|submitting|handing in|filing) )*" + Kind + @"(?= (?:is|was|has|got|moved|had|will|falls|on|to|ends)\b|[,:]|$)|\b(?:moved?|brought|bring|pushed?|put|shifted|extended|postponed) (?:the|my|our) deadline (?:for|of) (?:(?:the|my|our) )?" + Kind + @"(?: (?:forward|back|up|out|to)\b.*|$)|^(?:(?:my|our|the|a) )*" + Kind + @" (?:deadline(?: is| was| has|:|$)|(?:is|are) due\b|has to be (?:in|done|submitted|finished|handed in)\b|must be (?:in|done|submitted|finished|handed in)\b)|^(?:have to|must|need to) (?:submit|hand in|file|finish|deliver|send in|turn in) (?:the|my|our) " + Kind + "$");

    private static readonly Regex s_person = Pattern.Exact(@"(?<=\p{Ll}),? (?:\p{Lu}|(?:dr|mr|mrs|ms)\b).*$");

    private static readonly Regex s_kindless = Pattern.Of(@"^(?:(?:my|our|the|an?|next|new|first|have|got|booked|made|moved|has|had|is|was|be|upcoming|follow-up)(?: |$))+");
}
