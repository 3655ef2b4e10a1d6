using System.Globalization;
using System.Text.Json;
using Assistant.Channels.DirectLine.Access;
using Assistant.Channels.Http;
using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Memory.Facts;
using Assistant.Memory.Facts.Dialogue;
using Assistant.Memory.LongTerm;
using Assistant.Privacy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.Page;

/// <summary>What is remembered of the person who asks: facts, why each is known, episodes page by page, and all of it to take along.</summary>
internal sealed class MemoryListEndpoints(
    RequestAccess access, IPersonalFacts facts, ILongTermMemory episodes, IPersonalMemory memory, IMemoryDialogue dialogue, IConversationDirectory directory,
    IOptions<LongTermMemoryOptions> options, TimeProvider time)
{
    private const int LongestSearch = 200;
    private const int LongestPage = 100;
    private const int UsualPage = 30;

    public async Task ListAsync(HttpContext context)
    {
        var person = PageUser.PersonOf(access, context);
        var language = context.Request.Query["language"] == "zh" ? "zh" : "en";
        var ledger = await facts.OpenAsync(person, context.RequestAborted);
        var now = ledger.Present(time.GetUtcNow());
        var known = options.Value.Enabled ? ledger.Facts : [];
        var body = new MemoryBody(options.Value.Enabled, await memory.IsPausedAsync(person, context.RequestAborted), [.. known.Select(Item)]);
        await GuardedRoute.WriteJsonAsync(context, 200, body, PageJson.Context.MemoryBody);

        FactItem Item(Fact fact) => new(fact.Id, $"{fact.Subject}/{fact.Attribute}", dialogue.Label(fact, language), fact.Value, fact.HoldsAt(now),
            fact.FromIsStated ? fact.From : null, fact.Until, fact.Source.SaidAt, fact.Source.Quote);
    }

    public async Task WhyAsync(HttpContext context)
    {
        var person = PageUser.PersonOf(access, context);
        var origins = (await facts.OpenAsync(person, context.RequestAborted)).Facts.Where(fact => fact.Id == IdOf(context)).SelectMany(fact => fact.Origins).Distinct().OrderByDescending(origin => origin.SaidAt).ToList();
        if (origins.Count == 0)
            throw NotRemembered();
        var names = await NamesAsync(origins.Select(origin => origin.Conversation), person, context.RequestAborted);
        var body = new WhyBody([.. origins.Select(origin => new OriginItem(origin.Quote, origin.SaidAt, names.GetValueOrDefault(origin.Conversation), origin.IsCorrection ? true : null))]);
        await GuardedRoute.WriteJsonAsync(context, 200, body, PageJson.Context.WhyBody);
    }

    public Task EpisodesAsync(HttpContext context) => EpisodesAsync(context, PageUser.PersonOf(access, context), null);

    /// <summary>The words come in the body: addresses are written into logs, of proxies too.</summary>
    public async Task SearchAsync(HttpContext context)
    {
        var person = PageUser.PersonOf(access, context);
        await EpisodesAsync(context, person, await NamedLine.ReadAsync(context, PageJson.Context.SearchBody, body => body.Search, "search", LongestSearch));
    }

    private async Task EpisodesAsync(HttpContext context, ContentOwner person, string? search)
    {
        var limit = Math.Clamp(Number(context, "limit", UsualPage), 1, LongestPage);
        var found = await episodes.NewestAsync(person, search, Number(context, "skip", 0), limit + 1, context.RequestAborted);
        var shown = found.Take(limit).ToList();
        var names = await NamesAsync(shown.Select(episode => episode.Conversation), person, context.RequestAborted);
        var items = shown.Select(episode =>
            new EpisodeItem(episode.Id, episode.At, episode.Speaker, JsonNamingPolicy.CamelCase.ConvertName(episode.Source.ToString()), episode.Text, names.GetValueOrDefault(episode.Conversation)));
        await GuardedRoute.WriteJsonAsync(context, 200, new EpisodeListBody([.. items], found.Count > limit), PageJson.Context.EpisodeListBody);
    }

    public async Task ExportAsync(HttpContext context)
    {
        var all = await memory.ExportAsync(PageUser.PersonOf(access, context), context.RequestAborted);
        context.Response.Headers.ContentDisposition = "attachment; filename=\"memory.json\"";
        await GuardedRoute.WriteJsonAsync(context, 200, all, PageJson.Context.MemoryExport);
    }

    internal static string IdOf(HttpContext context) => context.Request.RouteValues["fact"]?.ToString() ?? "";

    internal static Refusal NotRemembered() => Refusal.NotFound("Nothing is remembered under this id.");

    private static int Number(HttpContext context, string name, int usual) =>
        int.TryParse(context.Request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : usual;

    /// <summary>Of those that are on the page; what came from another channel, or was imported, has no place to open.</summary>
    private async Task<Dictionary<string, ConversationName>> NamesAsync(IEnumerable<string> conversations, ContentOwner person, CancellationToken cancellationToken)
    {
        var names = new Dictionary<string, ConversationName>();
        foreach (var name in conversations.Distinct())
            if (ConversationKey.TryParse(name) is { Channel: ChannelIds.DirectLine } key && await directory.FindOwnAsync(name, person, cancellationToken) is { } found)
                names[name] = new(key.Id, found.Title);
        return names;
    }
}
