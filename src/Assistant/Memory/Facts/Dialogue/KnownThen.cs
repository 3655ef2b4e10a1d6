using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Dialogue;

/// <summary>
/// Questions of what was known at a time, which is another thing than what was so: "Where did you think I lived in May?", "Where did I live in May, by what you knew then?",
/// "What had I told you by May about my address?", 五月你以为我住在哪里？
/// </summary>
internal static partial class KnownThen
{
    /// <summary>The same question of what was so; null when it asks of nothing that was known.</summary>
    public static string? Of(string message)
    {
        var text = message.Replace('’', '\'').Trim().TrimEnd('?', '？', '.', '。').TrimEnd();
        if (Thought().Match(text) is { Success: true } thought)
            return $"{thought.Groups["q"]} did I {Bare(thought.Groups["v"].Value)}{thought.Groups["rest"]}";
        if (Told().Match(text) is { Success: true } told)
        {
            var when = (told.Groups["when"].Value + told.Groups["late"].Value).Replace(" by ", " in ", StringComparison.OrdinalIgnoreCase);
            return told.Groups["home"].Success ? $"where did I live{when}" : $"what was my {told.Groups["a"]}{when}";
        }
        if (Chinese().Match(text) is { Success: true } chinese)
            return $"{chinese.Groups["when"]}我{chinese.Groups["rest"]}";
        return Knew().Replace(text, "") is var plain && plain.Length < text.Length ? plain : null;
    }

    private static string Bare(string verb) => verb.ToLowerInvariant() switch { "lived" or "live" => "live", _ => "work" };

    [GeneratedRegex(@"^(?<q>where|who|for whom) did you (?:think|believe|know|assume|have it)(?: that)? i (?<v>lived?|worked?)\b(?<rest>.*)$", RegexOptions.IgnoreCase)]
    private static partial Regex Thought();

    [GeneratedRegex(@"^what (?:did|had) (?:you (?:know|known|remember|remembered)|i (?:tell|told) you|i (?:say|said))(?<when> .{3,40}?)?(?: about| of)? (?:(?<home>where i lived?)|my (?<a>[\p{L} ]{2,24}?))(?<late> (?:in|on|by|at) .{3,40})?$", RegexOptions.IgnoreCase)]
    private static partial Regex Told();

    [GeneratedRegex(@"^(?<when>.{1,16}?)你(?:当时|那时)?(?:以为|认为|觉得|知道|记得)我(?<rest>.{2,20})$")]
    private static partial Regex Chinese();

    [GeneratedRegex(@",? (?:by|from|according to|going by) what (?:you knew|i had told you|was known)(?: then| at (?:the|that) time| back then)?$|,? as (?:you knew it|far as you knew|known)(?: then| at (?:the|that) time| back then)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Knew();
}
