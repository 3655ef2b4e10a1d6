using System.Globalization;
using System.Text.RegularExpressions;
using Assistant.Agent.Extractive.Words;
using Assistant.Agent.Extractive.Wording;
using Assistant.Tools.Dates;

namespace Assistant.Agent.Extractive.Calculations;

/// <summary>"How many days from 3 March to 17 April 2026?", "what date is 30 days after 1 May?", "what day is it today?": dates that stand in the question itself.</summary>
internal static partial class StatedDates
{
    public static WorkedOut? WorkOut(string message, AgentRequest request)
    {
        var text = Normal.Of(message).Trim();
        return Span(text, request) ?? Moved(text, request) ?? Named(text, request);
    }

    private static WorkedOut? Span(string text, AgentRequest request)
    {
        var today = DateOnly.FromDateTime(request.Now.DateTime);
        if (Between().Match(text) is { Success: true } between)
            return StatedYears.Read(between.Groups["a"].Value, between.Groups["b"].Value, request.Now) is var (from, to) ? StatedSpan.Say(text, from, to, request.Language) : null;
        if (Until().Match(text) is { Success: true } until && DateText.Read(until.Groups["a"].Value, request.Now) is { } end)
            return StatedSpan.Say(text, today, end.Date, request.Language);
        return Since().Match(text) is { Success: true } since && DateText.Read(since.Groups["a"].Value, request.Now) is { } start
            ? StatedSpan.Say(text, start.Date, today, request.Language)
            : null;
    }

    private static WorkedOut? Moved(string text, AgentRequest request)
    {
        if (Later().Match(text) is not { Success: true } later || DateText.Read(later.Groups["a"].Value, request.Now) is not { } start
            || DateWords.Amount(later.Groups["n"].Value) is not { } amount || DateWords.Unit(later.Groups["u"].Value) is not { } unit)
            return null;
        var by = later.Groups["back"].Success ? -amount : amount;
        if (DateCalculator.Add(start.Date, by, unit) is not { } date)
            return null;
        var shown = Written(date, request.Language);
        var how = $"{Written(start.Date, request.Language)} {(by < 0 ? "−" : "+")} {later.Groups["n"].Value} {later.Groups["u"].Value}";
        return WorkedOut.By("date_add", new { date = Iso(start.Date), amount = by, unit = $"{unit}" }, Iso(date), $"**{shown}** ({Markdown.Escape(how)})");
    }

    private static WorkedOut? Named(string text, AgentRequest request)
    {
        if (Clock().IsMatch(text))
            return WorkedOut.By("date_now", new { }, $"{request.Now:O}", $"**{request.Now.ToString("HH:mm", CultureInfo.InvariantCulture)}** ({Written(DateOnly.FromDateTime(request.Now.DateTime), request.Language)})");
        var what = Today().IsMatch(text) ? "today" : Day().Match(text) is { Success: true } day ? day.Groups["a"].Value : "";
        return what.Length > 0 && DateText.Read(what, request.Now) is { } read
            ? WorkedOut.By("date_weekday", new { date = what }, Iso(read.Date), $"**{Written(read.Date, request.Language)}**")
            : null;
    }

    private static string Written(DateOnly date, string language) => DateText.Write(date, language);

    private static string Iso(DateOnly date) => date.ToString("O", CultureInfo.InvariantCulture);

    private const string Amount = @"(?<n>\d{1,5}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|[一二两三四五六七八九十]{1,3})\s*个?\s*(?<u>work(?:ing)? ?days?|business days?|days?|weeks?|months?|years?|工作日|天|日|周|星期|月|年)";

    [GeneratedRegex(@"\b(?:how (?:many|long|much time)|number of|difference|time)\b.{0,40}?\b(?:from|between) (?<a>.{2,40}?) (?:to|and|until|till|through) (?<b>.{2,40}?)\W*$|^从?(?<a>.{2,20}?)(?:到|至|和|与)(?<b>.{2,20}?)(?:之间)?(?:一?共|相差|相隔|隔|还有|有|是)*(?:多少|几|多久)(?:个?(?:天|工作日|周|星期|月|年))?[?？。]*$")]
    private static partial Regex Between();

    [GeneratedRegex(@"\bhow (?:many|long|much time)\b.{0,40}?\b(?:until|till|before|to) (?<a>.{2,40}?)\W*$|^(?:离|距离?|到)(?<a>.{2,20}?)(?:还有|还剩|有)(?:多少|几|多久)(?:个?(?:天|工作日|周|星期|月|年))?[?？。]*$")]
    private static partial Regex Until();

    [GeneratedRegex(@"\bhow (?:many|long|much time)\b.{0,40}?\bsince (?<a>.{2,40}?)\W*$|^从?(?<a>.{2,20}?)(?:到现在|到今天|至今)(?:已经?|过了|有)*(?:多少|几|多久)(?:个?(?:天|工作日|周|星期|月|年))?[?？。]*$")]
    private static partial Regex Since();

    [GeneratedRegex(@"^(?:(?:what|which|when|tell me|date|day|is|was|will|be|the|it|'s|,)\s*)*" + Amount + @" (?:after|from|(?<back>before|prior to)) (?<a>.{2,40}?)\W*$|^(?<a>.{2,20}?)(?:之?后|以后|的|再过|加上?|(?<back>之?前|以前))?\s*" + Amount + @"\s*(?:(?<back>之?前)|之?后|以后)?(?:是)?(?:哪一?天|几号|几月几[日号]|星期几|什么日子)[?？。]*$")]
    private static partial Regex Later();

    [GeneratedRegex(@"^what(?:'s| is) (?:the )?time(?: (?:is it|now))?\W*$|^what time is it(?: now)?\W*$|^(?:请问)?现在(?:是)?几点(?:了|钟)*[?？。]*$|^几点了[?？]*$")]
    private static partial Regex Clock();

    [GeneratedRegex(@"^what(?:'s| is) (?:today's date|the (?:current )?date(?: today)?|the day today)\W*$|^what (?:day|date)(?: of the week)? is (?:it|today)(?: today)?\W*$|^今天(?:是)?(?:几号|几月几[日号]|星期几|周几|礼拜几|什么日子|哪一?天)[?？。]*$")]
    private static partial Regex Today();

    [GeneratedRegex(@"^(?:what|which)(?:'s)? (?:is |was )?(?:the )?(?:date|day|weekday)(?: of the week)?(?: is| was| will)?(?: it)?(?: be)? (?:on )?(?<a>.{2,40}?)(?: be| fall on)?\W*$|^(?<a>.{2,20}?)(?:是|那天是)?(?:星期几|周几|礼拜几|几号|哪一?天)[?？。]*$")]
    private static partial Regex Day();
}
