using System.Buffers;
using System.Text.RegularExpressions;
using Assistant.Memory.Facts.Time;

namespace Assistant.Memory.Facts.Rules.English;

/// <summary>Names, birthdays, ages, marriages, languages, and how one wants to be addressed and reached.</summary>
internal sealed class EnglishIdentity : IEnglishRule
{
    public SearchValues<string>? Cues => null;

    public IEnumerable<Draft> Read(Clause clause, Predicate predicate)
    {
        var raw = clause.WithTimes;
        if (clause.IsUser && !predicate.IsFuture && NameIn(clause, predicate) is { } name)
            yield return name;
        if (!clause.IsUser && !clause.IsOfKnown && s_called.Match(raw) is { Success: true } called && EnglishNames.Leading(called.Groups["v"].Value) is { } calledName)
            yield return new(FactAttributes.User, clause.Subject.Split(' ')[0], calledName, clause.Kind);
        if (predicate is { IsDenied: false, IsPast: false, IsFuture: false } && s_age.Match(raw) is { Success: true } age && AgeOf(age.Groups["v"].Value) is { } years)
            yield return Said.Now(clause, FactAttributes.Age, years);
        if (Birthday(clause, predicate) is { } birthday)
            yield return birthday;
        if (clause.IsUser && predicate.IsAffirmed && s_parted.IsMatch(predicate.Rest))
            foreach (var relation in new[] { "wife", "husband", "partner" })
                yield return Said.Over(clause, relation, "");
        foreach (var language in Languages(clause, predicate))
            yield return language;
        if (clause.IsUser && !predicate.IsDenied && Channel(clause) is { } contact)
            yield return contact;
    }

    private static Draft? NameIn(Clause clause, Predicate predicate)
    {
        if (s_deniedName.Match(clause.WithTimes) is { Success: true } denied && Values.Name(denied.Groups["v"].Value) is { } wrong)
            return Said.Over(clause, FactAttributes.Name, wrong);
        if (s_ownName.Match(clause.WithTimes) is { Success: true } own)
            return NameOf(Undated(own.Groups["v"].Value, clause.SaidAt)) is { } name && (own.Groups["sure"].Success || char.IsUpper(name[0]))
                ? own.Groups["b"].Success ? Said.Begun(clause, FactAttributes.Name, name) : Said.Now(clause, FactAttributes.Name, name) : null;
        var bare = s_bare.Match(clause.WithTimes);
        return bare.Success && predicate.IsAffirmed && EnglishNames.IsName(bare.Groups["v"].Value) && !EnglishRoles.IsTitle(bare.Groups["v"].Value) ? Said.Now(clause, FactAttributes.Name, bare.Groups["v"].Value) : null;
    }

    private static string? NameOf(string words) => EnglishNames.IsSpelled(words) || s_noName.IsMatch(words) ? null : (words.Length > 0 && char.IsUpper(words[0]) ? EnglishNames.Leading(words) : null) ?? Values.Name(words);

    /// <summary>"Omar Haddad last month" without the time; "April Jones" as it is.</summary>
    private static string Undated(string name, DateTimeOffset saidAt) =>
        TimeWords.Find(name, saidAt, ahead: false).Words.Trim() is { Length: > 0 } rest && name.StartsWith(rest, StringComparison.Ordinal) ? rest : name;

    private static string? AgeOf(string words) => int.TryParse(words, out var years) ? (years is > 0 and < 120 ? words : null) : EnglishDates.Count(words.ToLowerInvariant()).ToString(null, null);

    private static Draft? Birthday(Clause clause, Predicate predicate)
    {
        if (predicate.IsDenied || clause.When.At is not { } day || clause.When.AtEnd - day > TimeSpan.FromDays(1))
            return null;
        if (!s_birthdayWord.IsMatch(clause.WithTimes) && !(s_turning.IsMatch(clause.WithTimes) && !s_vague.IsMatch(clause.WithTimes)))
            return null;
        var full = s_fullYear.IsMatch(clause.WithTimes);
        return full && day > clause.SaidAt ? null : new(clause.Subject, FactAttributes.Birthday, day.ToString(full ? "yyyy-MM-dd" : "MM-dd", null), clause.Kind);
    }

    private static IEnumerable<Draft> Languages(Clause clause, Predicate predicate)
    {
        if (s_speaks.Match(predicate.Rest) is { Success: true } speaks && !predicate.IsDenied)
            foreach (var tongue in Values.List(speaks.Groups["v"].Value))
                if (Rules.Languages.Of(s_tongue.Replace(tongue, "").Split(' ')[^1]) is { } name)
                    yield return Said.Now(clause, FactAttributes.Speaks, name);
        if (clause.IsUser && !predicate.IsDenied && s_answers.Match(clause.Words) is { Success: true } language && Rules.Languages.Of(language.Groups["v"].Value) is { } preferred)
            yield return Said.Now(clause, FactAttributes.Language, preferred);
    }

    private static Draft? Channel(Clause clause) =>
        s_channelWords.Match(clause.Words) is { Success: true } channel ? Said.Now(clause, FactAttributes.Contact, ChannelOf(channel.Groups["v"].Value)) : null;

    private static string ChannelOf(string words) => words.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal) switch
    {
        "email" or "emails" or "mail" or "mails" or "write" => "email",
        "sms" or "text" or "texts" or "text message" or "text messages" or "texting" => "sms",
        "phone" or "telephone" or "phone call" or "phone calls" or "call" or "calls" or "ring" or "mobile" => "phone",
        "post" or "letter" or "letters" => "post",
        var other => other,
    };

    private static readonly Regex s_called = Pattern.Of(@"^(?:is called|is named|name is|named|goes by) (?<v>.+)$");

    /// <summary>"Call me instead", "call me after five".</summary>
    private static readonly Regex s_noName = Pattern.Of(@"^(?:instead|back|later|again|asap|any ?time|tomorrow|today|tonight|now|when|whenever|if|on|at|by|in|between|before|after|during|first|please|soon|only|once|as|a|an|the)\b(?! \p{Lu})");

    private static readonly Regex s_deniedName = Pattern.Of(@"^(?:my )?(?:full |first |last |real )?name is not (?<v>.+)$|^(?:am|go) (?:not|no longer) (?:called|named) (?<v>.+)$");

    private static readonly Regex s_ownName = Pattern.Of(@"^(?<sure>(?:(?:my|the) (?:full |first |last |new |real |legal |preferred |married )?(?:sur|last )?name (?:is|will be|has changed to|(?<b>changed to|was changed to))(?: now)?:?|(?:full |first |last )?name(?: is)?:?|(?:am|was|been|be) (?:called|named)|go by(?: the name(?: of)?)?|(?:have )?(?<b>changed my (?:last )?name to|took the name)|(?:am|have been|is) known as|(?:(?:everyone|everybody|people|friends|they) (?:just )?calls? me)|(?:please )?(?:do )?call me|(?:you (?:can|may) )(?:just )?call me|prefer (?:to be |being )?called|prefer call me|prefer to go by|(?:please )?address me as)) (?<v>(?!not\b).+)$|^(?:this|it) is (?<v>(?-i:\p{Lu})\p{L}+(?: (?-i:\p{Lu})[\p{L}'-]+)*)(?:,? (?:speaking|here|again|calling|writing)\b.*| from .+)?$|^(?<v>(?-i:\p{Lu})[\p{L}'-]+(?: (?-i:\p{Lu})[\p{L}'-]+){0,3}) (?:is|was) my (?:new |real |full )?name$");

    // "I'm Priya Nair", "Priya Nair here".
    private static readonly Regex s_bare = Pattern.Exact(@"^(?:am )(?<v>(?:(?:Mr|Mrs|Ms|Dr)\.? )?\p{Lu}[\p{L}'-]{1,20}(?: \p{Lu}[\p{L}'-]+){0,2})(?:,? from .+|,? (?:by the way|and|your|the new)\b.*)?$|^(?<v>\p{Lu}\p{Ll}[\p{L}'-]*(?: \p{Lu}[\p{L}'-]+){0,2})(?:,? (?:here|speaking|writing|calling)(?:$|,| (?:again|from)\b.*))");

    private static readonly Regex s_age = Pattern.Of(@"^(?:(?:am|is|turned|turns|turning|aged|age|age is|age:|my age is|be|have turned|has turned|is aged|am aged) )?(?:about |over )?(?<v>\d{1,3})(?: ?years? old\b.*| ?years of age\b.*| years young| ?y/o|(?<=^(?:am|is|turned|aged|age|age is|age:|my age is|have turned|has turned|is aged|am aged) \d{1,3})(?: *(?:today|yesterday|this week|last \p{L}+|on \p{L}+|in \p{L}+|a (?:week|month) ago))?(?:(?:,| and (?!a half)).*)?$)|^(?:(?:my|the) )?age(?: is|:| =) (?<v>\d{1,3})$|^(?:celebrated|just had|had) (?:my|his|her) (?<v>\d{1,3})(?:st|nd|rd|th) birthday\b|^(?:turned|is|am) (?<v>two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?: years old)?(?: (?:today|yesterday|last week|last month|this week|now))?$");

    private static readonly Regex s_birthdayWord = Pattern.Of(@"\b(?:my|our) birthday (?:is|was|falls)|^birthday(?: is|:)|^(?:was |am |is )?born (?:on|in)\b|^(?:was |is )?born \d|^(?:have|has|celebrate|celebrates) (?:my |a |his |her )?birthday on|\bdate of birth(?: is|:)|^(?:it|today|tomorrow|yesterday) (?:is|was|will be) my (?:\d{1,3}(?:st|nd|rd|th) )?birthday|\b(?:is|was) my birthday$");

    private static readonly Regex s_turning = Pattern.Of(@"^(?:turned|turn|turns|am turning|is turning|will be|will turn) \d{1,3}\b(?! euros| dollars)|^(?:celebrated|had) (?:my|his|her) \d{1,3}(?:st|nd|rd|th) birthday");

    private static readonly Regex s_vague = Pattern.Of(@"\b(?:ago|last|next|this|in)\b");

    private static readonly Regex s_fullYear = Pattern.Exact(@"(?:19|20)\d{2}");

    private static readonly Regex s_parted = Pattern.Of(@"^(?:got|getting|been)? ?(?:divorced|separated|split up|broke up|broken up)\b|^(?:am )?single again$|^(?:my )?(?:husband|wife|partner) and i (?:divorced|separated|split)");

    private static readonly Regex s_speaks = Pattern.Of(@"^(?:(?:only )?speaks?|fluent in|can speak|(?:a )?native speakers? of|know how to speak)(?: both)?:? (?<v>.+)$|^(?:my )?(?:mother tongue|native language|first language|languages)(?: is| are|:) (?<v>.+)$|^(?:a )?native (?<v>\p{L}+) speaker$");

    private static readonly Regex s_tongue = Pattern.Of(@"^(?:(?:a little|a bit of|some|good|fluent|basic|perfect|decent|broken|both|also) )+|(?: (?:fluently|well|at \p{L}+|with .+|a little|natively|now|too)\b.*)$");

    private static readonly Regex s_answers = Pattern.Of(@"^(?:please |you (?:can|may) )?(?:answer|reply|write|respond|talk|speak|write back|continue|chat|send \p{L}+|do (?:it|this|that))(?: to)?(?: me| back| everything)? in (?<v>\p{L}+)(?: from \p{L}+ on(?:wards)?)?\b|^prefer (?:answers|replies|(?:to )?(?:speak|write|be answered|chat|talk|communicate)|answer|reply)(?: me)?(?: in)? (?<v>\p{L}+)$|^(?:my )?(?:(?:preferred |main )?language|language preference|preferred language)(?: is|:) (?<v>\p{L}+)$|^prefer (?:it in )?(?<v>\p{Lu}\p{L}+)$|^(?:let us|let's) (?:do|use|speak|switch to|continue in|stick (?:to|with)|talk)(?: in)? (?<v>\p{L}+)\b|^switch (?:back )?to (?<v>\p{L}+)\b|^(?:in )?(?<v>(?-i:\p{Lu})\p{L}+) (?:only|from now on|is (?:easier|better|best)(?: for me)?)$|^in (?<v>(?-i:\p{Lu})\p{L}+)$");

    private static readonly Regex s_channelWords = Pattern.Of(@"\b(?:prefer|contact me|reach me|notify me|write to me|get in touch|get back to me|update me|contacted|best reached|reachable)(?: (?:to be )?(?:contacted|reached|notified|contact me|contact))?(?: (?:only|rather|best|me))? (?:by|via|through|on|over|per) (?:my )?(?<v>e-?mails?|mail|sms|text(?: message)?s?|(?:mobile )?phone(?: calls?)?|telephone|whatsapp|teams|letter|post|chat|signal|telegram)\b(?! ?(?:number)?:? ?[\d+(])|^prefer (?:to )?(?:the |an? |get(?:ting)? |using |use |receiv(?:e|ing) |by )*(?<v>e-?mails?|sms|texts?|text messages?|phone(?: calls?)?|calls|whatsapp|teams|letters?|chat|signal|telegram|texting)\b(?! address)|^(?:please |just |only )*(?<v>text|email|e-mail|ring|whatsapp) me(?: (?:instead|from now on|in future|rather|only)\b.*)?$|^(?<v>call) me (?:instead|from now on|in future|rather)\b|^(?:my |the )?(?:(?:preferred|best|easiest|favou?rite)(?: (?:contact )?(?:channel|way (?:of contact(?:ing me)?|to (?:reach|contact|get) me)|contact(?: method)?|method of contact))?)(?: is|:)(?: (?:by|via|through))? (?<v>e-?mails?|mail|sms|text(?: message)?s?|phone(?: calls?)?|whatsapp|teams|letter|post|chat|signal|telegram)\b|^(?:by )?(?<v>e-?mail|sms|text|phone|whatsapp|signal|telegram) (?:only|is (?:best|easiest|better|fine|preferred)|works best|from now on|over)\b");
}
