using System.Text.RegularExpressions;
using Assistant.Memory.Facts.Time;

namespace Assistant.Memory.Facts.Rules.English;

/// <summary>Names, relatives, birthdays, ages, languages, and how one wants to be addressed and reached.</summary>
internal sealed partial class EnglishIdentity : IClauseRule
{
    public IEnumerable<Draft> Read(Clause clause)
    {
        var raw = clause.WithTimes;
        if (clause.IsUser && Relative().Match(raw) is { Success: true } relative && Values.Name(relative.Groups["v"].Value) is { } relativeName)
            yield return new(FactAttributes.User, Relations.Canonical(relative.Groups["r"].Value), relativeName, clause.IsCorrection ? StatementKind.Corrects : StatementKind.Holds);
        if (!clause.IsUser && Called().Match(raw) is { Success: true } called && Values.Name(called.Groups["v"].Value) is { } calledName)
            yield return new(FactAttributes.User, clause.Subject.Split(' ')[0], calledName);
        if (clause.IsUser && OwnName().Match(raw) is { Success: true } own && Values.Name(Undated(own.Groups["v"].Value, clause.SaidAt)) is { } ownName && (own.Groups["sure"].Success || char.IsUpper(ownName[0])))
            yield return own.Value.StartsWith("changed", StringComparison.OrdinalIgnoreCase) ? Said.Begun(clause, FactAttributes.Name, ownName) : Said.Now(clause, FactAttributes.Name, ownName);
        if (clause.IsUser && Married().Match(clause.Words) is { Success: true } married && Values.Name(married.Groups["v"].Value) is { } spouse)
            yield return new(FactAttributes.User, married.Groups["r"].Success ? Relations.Canonical(married.Groups["r"].Value) : "partner", spouse, From: clause.When.Begin);
        if (Age().Match(raw) is { Success: true } age)
            yield return Said.Now(clause, FactAttributes.Age, age.Groups["v"].Value);
        if (BirthdayIn(clause) is { } birthday)
            yield return birthday;
        if (Speaks().Match(clause.Words) is { Success: true } speaks)
            foreach (var tongue in Values.List(speaks.Groups["v"].Value))
                if (Languages.Of(tongue.Split(' ')[^1]) is { } name)
                    yield return Said.Now(clause, FactAttributes.Speaks, name);
        if (clause.IsUser && Address().Match(clause.Words) is { Success: true } language && Languages.Of(language.Groups["v"].Value) is { } preferred)
            yield return Said.Now(clause, FactAttributes.Language, preferred);
        if (clause.IsUser && Channel().Match(clause.Words) is { Success: true } channel)
            yield return Said.Now(clause, FactAttributes.Contact, ChannelOf(channel.Groups["v"].Value));
    }

    /// <summary>"Omar Haddad last month" without the time; "April Jones" as it is.</summary>
    private static string Undated(string name, DateTimeOffset saidAt) =>
        TimeWords.Find(name, saidAt, ahead: false).Words.Trim() is { Length: > 0 } rest && name.StartsWith(rest, StringComparison.Ordinal) ? rest : name;

    private static Draft? BirthdayIn(Clause clause)
    {
        if (!Birthday().IsMatch(clause.WithTimes) || clause.When.At is not { } day)
            return null;
        var value = clause.WithTimes.Contains("born", StringComparison.OrdinalIgnoreCase) || FullYear().IsMatch(clause.WithTimes)
            ? day.ToString("yyyy-MM-dd", null) : day.ToString("MM-dd", null);
        return clause.When.AtEnd - day > TimeSpan.FromDays(1) ? null : new(clause.Subject, FactAttributes.Birthday, value, clause.IsCorrection ? StatementKind.Corrects : StatementKind.Holds);
    }

    private static string ChannelOf(string words) => words.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal) switch
    {
        "email" or "emails" or "mail" or "email me" => "email",
        "sms" or "text" or "texts" or "text message" or "text messages" => "sms",
        "phone" or "telephone" or "phone call" or "phone calls" or "call" or "calls" or "ring" => "phone",
        "post" or "letter" => "post",
        var other => other,
    };

    [GeneratedRegex(@"^(?:my|our) (?:\p{L}+ )?(?<r>" + Relations.English + @")(?:'s name is| is (?:called|named)) (?<v>.+)$|^have (?:an?|one) (?:\p{L}+ )?(?<r>" + Relations.English + @") (?:called|named) (?<v>.+)$|^the name of my (?<r>" + Relations.English + @") is (?<v>.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Relative();

    [GeneratedRegex(@"^(?:is called|is named|name is|goes by) (?<v>.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Called();

    [GeneratedRegex(@"^(?<sure>my (?:full |first |last |new |real |legal |preferred )?name is(?: now)?|name is|(?:am|was) (?:called|named)|go by(?: the name(?: of)?)?|changed my name to|(?:am|have been) known as|(?:please )?call me|(?:you (?:can|may) )call me|prefer (?:to be |being )?called|prefer call me|prefer to go by) (?<v>.+)$|^this is (?<v>\p{Lu}\p{L}+(?: \p{Lu}\p{L}+)?)(?: speaking| here| from .+)?$", RegexOptions.IgnoreCase)]
    private static partial Regex OwnName();

    [GeneratedRegex(@"^(?:am married to|(?:got |have been )?married(?: to)?|got married to|have been married to|am engaged to) (?:my (?<r>" + Relations.English + @"),? )?(?<v>\p{Lu}.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Married();

    [GeneratedRegex(@"^(?:am|is|turned|just turned|have turned|has turned)(?: now)? (?<v>\d{1,3})(?: years? old| years of age|(?= *(?:today|yesterday|last week|this week)?$))|^my age is (?<v>\d{1,3})$", RegexOptions.IgnoreCase)]
    private static partial Regex Age();

    [GeneratedRegex(@"\bmy birthday (?:is|falls)|^birthday is|^(?:was|am) born (?:on|in)\b|^(?:have|has|celebrate) (?:my |a |his |her )?birthday on|\bmy date of birth is", RegexOptions.IgnoreCase)]
    private static partial Regex Birthday();

    [GeneratedRegex(@"(?:19|20)\d{2}")]
    private static partial Regex FullYear();

    [GeneratedRegex(@"^(?:speak|speaks|am fluent in|is fluent in|can speak)(?: both)? (?<v>.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Speaks();

    [GeneratedRegex(@"^(?:please )?(?:answer|reply|write|respond|talk|speak|write back)(?: to)?(?: me| back)? in (?<v>\p{L}+)(?: from \p{L}+ on(?:wards)?)?\b|^prefer (?:answers|replies|to (?:speak|write|be answered)|answer|reply)(?: me)?(?: in)? (?<v>\p{L}+)$|^my (?:preferred )?(?:language|mother tongue|native language) is (?<v>\p{L}+)$|^prefer (?<v>\p{Lu}\p{L}+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    [GeneratedRegex(@"\b(?:prefer|contact me|reach me|notify me|write to me|get in touch)(?: (?:to be )?(?:contacted|reached|notified))?(?: (?:only|rather|best))? (?:by|via|through|on|over|per) (?<v>e-?mails?|sms|text(?: message)?s?|phone(?: calls?)?|telephone|whatsapp|teams|letter|post|chat|signal|telegram)\b|^prefer (?<v>e-?mails?|sms|text(?: message)?s?|phone calls?|whatsapp|teams|letters?|chat|signal|telegram)\b|^(?<v>text|email|e-mail|call|ring) me (?:instead|from now on|in future|rather)\b|^my preferred (?:contact )?(?:channel|way of contact|contact) is (?<v>[\p{L}-]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Channel();
}
