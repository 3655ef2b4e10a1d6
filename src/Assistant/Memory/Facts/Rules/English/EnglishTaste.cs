using System.Buffers;
using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules.English;

/// <summary>Likes, dislikes and favourites.</summary>
internal sealed class EnglishTaste : IEnglishRule
{
    private static readonly SearchValues<string> s_cues = SearchValues.Create(
        ["like", "love", "loving", "enjoy", "ador", "fond", "into", "keen", "crazy", "mad", "passionate", "hooked", "obsess", "partial", "sucker", "fan", "lover", "soft", "weakness", "thing", "prefer", "hate", "dislike", "detest", "loathe", "stand", "bear", "abide", "stomach", "despise", "never", "favo", "care", "eat", "drink", "gone", "went", "stopped", "over", "tired", "sick", "fed", "lost", "bored", "person"], StringComparison.OrdinalIgnoreCase);

    public SearchValues<string>? Cues => s_cues;

    public IEnumerable<Draft> Read(Clause clause, Predicate predicate)
    {
        if (s_favourite.Match(clause.Words) is { Success: true } favourite && Values.Thing(favourite.Groups["v"].Value) is { } best)
            return [Said.Now(clause, FactAttributes.Favourite + Category(favourite.Groups["k"].Value), favourite.Groups["v"].Value.StartsWith("The ", StringComparison.Ordinal) ? "The " + best : best)];
        var rest = predicate.Rest;
        if (s_tired.Match(rest) is { Success: true } tired && predicate.IsAffirmed)
            return Each(tired.Groups["v"].Value).Select(value => Said.Over(clause, FactAttributes.Likes, value));
        if (s_dislike.Match(rest) is { Success: true } dislike)
            return (predicate.IsDenied || predicate.IsOver) && !dislike.Groups["not"].Success ? Each(dislike.Groups["v"].Value).Select(value => Said.Over(clause, FactAttributes.Dislikes, value)) : Disliked(clause, dislike.Groups["v"].Value);
        if (s_notLike.Match(rest) is { Success: true } not && predicate.IsDenied && !predicate.IsOver && !predicate.IsPast)
            return Disliked(clause, not.Groups["v"].Value);
        if (s_hobby.Match(clause.Words) is { Success: true } hobby)
            return Each(hobby.Groups["v"].Value).Select(value => Said.Now(clause, FactAttributes.Likes, value));
        if (s_like.Match(rest) is not { Success: true } like || s_passing.IsMatch(like.Groups["v"].Value) || predicate.IsFuture)
            return [];
        return predicate switch
        {
            { IsOver: true } => Each(like.Groups["v"].Value).Select(value => Said.Over(clause, FactAttributes.Likes, value)),
            { IsDenied: true, IsPast: false } => Disliked(clause, like.Groups["v"].Value),
            { IsDenied: false, IsPast: false } => Each(like.Groups["v"].Value).Select(value => Said.Now(clause, FactAttributes.Likes, value)),
            _ => [],
        };
    }

    private static IEnumerable<Draft> Disliked(Clause clause, string words) =>
        Each(words).SelectMany(value => new[] { Said.Now(clause, FactAttributes.Dislikes, value), Said.Over(clause, FactAttributes.Likes, value) });

    private static string Category(string words) => words.ToLowerInvariant().Replace("color", "colour", StringComparison.Ordinal);

    private static IEnumerable<string> Each(string words) =>
        Values.List(s_degree.Replace(words, "")).Select(part => Values.Thing(part, 5)).OfType<string>();

    private static readonly Regex s_favourite = Pattern.Of(@"^(?:(?:my|our|his|her) )?(?:all-time |absolute |new )*favou?rite (?<k>(?:kind of |type of )?\p{L}+(?: \p{L}+)?)(?: is| are| has become| has always been| will always be|:| =)(?: now)? (?<v>(?!not\b|missing\b|broken\b|gone\b|when\b|how\b|because\b|in\b).+)$|^(?<v>[^,]{2,40}?) (?:is|are|has always been|has been)(?: now)? my (?:all-time |absolute |new )*favou?rite (?<k>\p{L}+)$");

    private static readonly Regex s_tired = Pattern.Of(@"^(?:gone off|went off|stopped (?:liking|enjoying|drinking|eating)|over|tired of|sick of|fed up with|lost interest in|grown tired of|bored (?:of|with)) (?<v>.+?)(?: completely| entirely| altogether)?$");

    private static readonly Regex s_dislike = Pattern.Of(@"^(?:hate|hates|dislike|dislikes|detest|detests|loathe|(?<not>can not) (?:stand(?! (?:up|by|behind|in|on)\b)|bear|abide|stomach)|despise|despises|never (?:eat|drink)|never (?:liked|cared for)|never been (?:a fan of|into)|no fan of) (?<v>.+)$");

    private static readonly Regex s_notLike = Pattern.Of(@"^(?:like|likes|enjoy|care for|eat|drink|a (?:big |huge )?fan of|fond of|into|keen on|(?:much of )?an? (?<v>coffee|tea|cat|dog|morning) person) (?<v>.+)$");

    private static readonly Regex s_hobby = Pattern.Of(@"^(?:(?:my|our) )?(?:biggest |main |favou?rite |new )?(?:hobby|hobbies|passion|passions|interests)(?: is| are|:)(?: now)? (?<v>(?!not\b).+)$|^(?<v>[^,]{2,30}?) (?:is|are) (?:my|one of my|a) (?:new |favou?rite |big )?(?:hobby|hobbies|passion)(?: of mine)?$");

    private static readonly Regex s_like = Pattern.Of(@"^(?:like|likes|love|loves|loved|loving|enjoy|enjoys|adore|adores|liked|enjoyed|fond of|into|keen on|crazy about|mad about|passionate about|hooked on|obsessed with|partial to|a sucker for|(?:a )?(?:(?:big|huge|great|massive) )*(?:fan|lover) of|have a (?:soft spot|weakness|thing) for|prefer(?!\s+(?:to|the|e-?mails?|sms|texts?|called|call me|phone|whatsapp|teams|letters?|chat|signal|telegram|calls?|contacted|reached|called|addressed|notified|speak|write|talk|chat|get|getting|receive|receiving|reply|not|if|that|using|by|via)\b)) (?<v>.+?)(?:(?<=^prefer .+) (?:to|over) .+)?$");

    private static readonly Regex s_degree = Pattern.Of(@"(?: (?:so much|a lot|most of all|the most|more than anything|very much|to bits|to death|for that matter|at all|the best))+$|^(?:to (?=\p{L})|both |all things |all kinds of |any kind of )");

    /// <summary>Of the moment, of the talk or of the assistant, not of the person.</summary>
    private static readonly Regex s_passing = Pattern.Of(@"^(?:the (?:idea|way|fact|new|answer|look|sound|last|first|second|other|design|option|one|app|shop|store|service|product|products|website|site|chat|packaging|colou?r of|update|jacket|shoes|phone|quality|discount|voucher|gift)|your|this|that|these|those|it|its|you|him|her|them|us|everything|my (?:new|old|job|purchase|order)|when|how|what|to know|to (?:ask|see|have|get|order|cancel|return|speak|talk|be|book|know|change|buy|hear|keep|pay|receive|thank|call|tell|write|inform|point|start|add)|(?:english|german|french|spanish|dutch|chinese|italian)$|\p{L}+ (?:from you|about your)|me\b|(?:the )?\p{L}+ ones?$|delivery|(?:my|our) (?:" + Relations.English + @")$|up$)\b");
}
