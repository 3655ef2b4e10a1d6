using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Assistant.Memory.Facts;
using Assistant.Memory.LongTerm;
using Assistant.Privacy;

namespace Assistant.Memory.Published;

/// <summary>Published items are the long-term memory of somebody who can be nobody: a subject of their own, with a key of its own, in each tenant; what is a copy is sealed with its person's key besides.</summary>
internal sealed class PublishedMemory(ILongTermMemory episodes, PersonalFacts facts, IMemorySegments segments, IMemoryLog log, TimeProvider time) : IPublishedMemory, IPersonalStore
{
    public const string Speaker = "published";

    /// <summary>No channel takes an id with a control character.</summary>
    private const string Nobody = "\u0001published";

    /// <summary>For how long a tenant without published items is not asked again: turns of most installations cost nothing more.</summary>
    private static readonly TimeSpan s_emptyFor = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _empty = new();

    public string Kind => "published_items";

    public static bool IsOwner(string subjectId) => subjectId == Nobody;

    public async Task<PublishedItem?> PublishAsync(ContentOwner person, string id, CancellationToken cancellationToken)
    {
        if (await WordsAsync(person, id, cancellationToken) is not { } text)
            return null;
        await log.AppendAsync(person, new(MemoryEventKind.Published, 1, [id]), cancellationToken);
        return await AddAsync(person.Tenant, text, new(person.SubjectId, id), cancellationToken);
    }

    public Task<PublishedItem> PublishAsync(string tenant, string text, CancellationToken cancellationToken) => AddAsync(tenant, text, PublishedOrigin.OperatorsOwn, cancellationToken);

    public async Task<IReadOnlyList<PublishedItem>> ListAsync(string tenant, CancellationToken cancellationToken)
    {
        var standing = new List<PublishedItem>();
        foreach (var item in await AllAsync(tenant, cancellationToken))
            if (await StandsAsync(tenant, item, cancellationToken))
                standing.Add(item);
        return standing;
    }

    public async Task<bool> WithdrawAsync(string tenant, string id, CancellationToken cancellationToken) => await episodes.ForgetAsync(Owner(tenant), id, cancellationToken) > 0;

    /// <summary>What of it bears on a question, best first.</summary>
    /// <param name="most">Items at most.</param>
    public async Task<IReadOnlyList<RecalledItem>> RecallAsync(string tenant, RecallQuery query, int most, CancellationToken cancellationToken)
    {
        if (_empty.TryGetValue(tenant, out var until) && time.GetUtcNow() is var now && now < until && until - now <= s_emptyFor)
            return [];
        var found = await episodes.RecallAsync(Owner(tenant), query with { WithArchive = true }, cancellationToken);
        if (found.Count == 0 && await episodes.OldestAsync(Owner(tenant), _ => true, cancellationToken) is null)
            _empty[tenant] = time.GetUtcNow() + s_emptyFor;
        var standing = new List<RecalledItem>();
        foreach (var item in found)
        {
            if (standing.Count == most)
                break;
            if (await StandsAsync(tenant, ItemOf(item.Sources[0], item.Text, item.From, item.Conversation), cancellationToken))
                standing.Add(item);
        }
        return standing;
    }

    /// <summary>The person forgot these of theirs: nobody is told them any more.</summary>
    /// <param name="forgotten">By their ids in the person's memory.</param>
    public async Task<int> WithdrawOfAsync(ContentOwner person, Func<string, bool> forgotten, CancellationToken cancellationToken)
    {
        var gone = (await AllAsync(person.Tenant, cancellationToken)).Where(item => item.User == person.SubjectId && forgotten(item.Source!)).Select(item => item.Id).ToList();
        return await episodes.ForgetAllOfAsync(Owner(person.Tenant), gone, cancellationToken);
    }

    public async Task<long> CountAsync(ContentOwner person, CancellationToken cancellationToken) => (await AllAsync(person.Tenant, cancellationToken)).LongCount(item => item.User == person.SubjectId);

    public async Task<long> EraseAsync(ContentOwner person, CancellationToken cancellationToken)
    {
        var withdrawn = await WithdrawOfAsync(person, _ => true, cancellationToken);
        await segments.RemoveUnreadableAsync(Owner(person.Tenant), cancellationToken);
        return withdrawn;
    }

    private static ContentOwner Owner(string tenant) => new(tenant, Nobody);

    private async Task<IEnumerable<PublishedItem>> AllAsync(string tenant, CancellationToken cancellationToken) => (await episodes.ListAsync(Owner(tenant), cancellationToken)).Select(ItemOf);

    /// <summary>A copy of what its person's memory holds no more (changed or deleted by them, kept out, expired) is withdrawn as soon as somebody comes across it.</summary>
    private async Task<bool> StandsAsync(string tenant, PublishedItem item, CancellationToken cancellationToken)
    {
        if (item.User is not { } user || await WordsAsync(new(tenant, user), item.Source!, cancellationToken) == item.Text)
            return true;
        await WithdrawAsync(tenant, item.Id, cancellationToken);
        return false;
    }

    /// <summary>What a fact rests on is published as it was said; a value without its sentence says little.</summary>
    private async Task<string?> WordsAsync(ContentOwner person, string id, CancellationToken cancellationToken) =>
        (await facts.OpenAsync(person, cancellationToken)).Facts.LastOrDefault(fact => fact.Id == id)?.Source.Quote ?? (await episodes.FindAsync(person, id, cancellationToken))?.Text;

    private async Task<PublishedItem> AddAsync(string tenant, string text, PublishedOrigin origin, CancellationToken cancellationToken)
    {
        var episode = new Episode(IdOf(origin, text), time.GetUtcNow(), Speaker, origin.ToString(), text, UtteranceSource.Published);
        await episodes.RememberAsync(Owner(tenant), [episode], withVectors: true, cancellationToken);
        _empty.TryRemove(tenant, out _);
        return ItemOf(await episodes.FindAsync(Owner(tenant), episode.Id, cancellationToken) ?? episode);
    }

    /// <summary>The same for the same, and telling nothing of whose it is: it is an answer's source.</summary>
    private static string IdOf(PublishedOrigin origin, string text) => $"p-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{origin}\n{text}")))[..20]}";

    private static PublishedItem ItemOf(Episode episode) => ItemOf(episode.Id, episode.Text, episode.At, episode.Conversation);

    private static PublishedItem ItemOf(string id, string text, DateTimeOffset at, string conversation) =>
        PublishedOrigin.Parse(conversation) is { User.Length: > 0 } origin ? new(id, text, at, origin.User, origin.Source) : new(id, text, at, null, null);
}
