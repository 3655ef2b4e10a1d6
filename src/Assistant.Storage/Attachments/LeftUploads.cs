using Assistant.Conversations;
using Assistant.Privacy;
using Assistant.Storage.Connections;
using Assistant.Storage.Content;
using Microsoft.Extensions.Logging;

namespace Assistant.Storage.Attachments;

/// <summary>
/// Removes attachments that no message has. A message's files are stored before it: when it is refused then (too many wait, its conversation has ended) and not sent again, or its person was erased meanwhile,
/// no rule and no erasure would ever find them. Left is what no message had in two looks, an hour apart at least.
/// </summary>
internal sealed partial class LeftUploads(IStoredAttachments stored, StoreReader reader, ContentCodec content, ILegalHolds holds, TimeProvider time, ILogger<LeftUploads> logger)
{
    /// <summary>No message follows its files later than that.</summary>
    private static readonly TimeSpan s_onTheirWay = TimeSpan.FromHours(1);

    /// <summary>When each was first found to be left, as <see cref="TimeProvider.GetTimestamp"/>.</summary>
    private Dictionary<(string Place, string Name), long> _left = [];

    /// <summary>The last look found some that the next one may remove.</summary>
    public bool AnyLeft => _left.Count > 0;

    /// <returns>How many were removed.</returns>
    /// <exception cref="StorageUnavailableException">The store is away: the next look will do.</exception>
    public async Task<int> LookAsync(CancellationToken cancellationToken)
    {
        var places = (await stored.PlacesAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        var known = new Dictionary<string, ConversationKey>(StringComparer.Ordinal);
        await reader.ForEachAsync("SELECT key FROM conversations", row =>
        {
            if (ConversationKey.TryParse(row.GetString(0)) is { } key && stored.PlaceOf(key) is var place && places.Contains(place))
                known[place] = key;
        }, cancellationToken);
        var (left, removed, now) = (new Dictionary<(string Place, string Name), long>(), 0, time.GetTimestamp());
        foreach (var place in places)
            foreach (var name in await LeftAsync(place, known.TryGetValue(place, out var conversation) ? conversation : null, cancellationToken))
            {
                var since = _left.GetValueOrDefault((place, name), now);
                if (time.GetElapsedTime(since, now) < s_onTheirWay)
                    left[(place, name)] = since;
                else if (await TryRemoveAsync(place, name, cancellationToken))
                    removed++;
            }
        _left = left;
        if (removed > 0)
            Log.Removed(logger, removed);
        return removed;
    }

    /// <summary>First what is there, then what messages have: one that is accepted in between is found.</summary>
    private async Task<IReadOnlyCollection<string>> LeftAsync(string place, ConversationKey? conversation, CancellationToken cancellationToken)
    {
        try
        {
            var left = (await stored.NamesAsync(place, cancellationToken)).ToHashSet(StringComparer.Ordinal);
            if (conversation?.ToString() is not { } key || left.Count == 0)
                return left;
            // What was read is named in the clear; whole messages have to be opened for the others only.
            left.ExceptWith(await reader.QueryAsync("SELECT attachment_id FROM evidence WHERE conversation = @key AND attachment_id IS NOT NULL", row => stored.NameOf(row.GetString(0)), cancellationToken, ("key", key)));
            if (left.Count > 0)
                await reader.ForEachAsync("SELECT tenant, subject, payload FROM activities WHERE conversation = @key", row =>
                    left.ExceptWith(content.Read(new(row.GetString(0), row.GetString(1)), row.GetFieldValue<byte[]>(2), StoreJson.Default.StoredActivity).Attachments.Select(attachment => stored.NameOf(attachment.Id))),
                    cancellationToken, ("key", key));
            return left;
        }
        catch (Exception e) when (e is not (OperationCanceledException or StorageUnavailableException))
        {
            // A damaged message may have any of them, and a folder may go while it is looked into.
            Log.NotLookedThrough(logger, e.GetType().Name);
            return [];
        }
    }

    private async Task<bool> TryRemoveAsync(string place, string name, CancellationToken cancellationToken)
    {
        try
        {
            if (await stored.OwnerAsync(place, name, cancellationToken) is { } owner && await holds.ContainsAsync(owner, cancellationToken))
                return false;
            await stored.RemoveAsync(place, name, cancellationToken);
            return true;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException and not StorageUnavailableException)
        {
            Log.NotLookedThrough(logger, e.GetType().Name);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{Count} attachments were removed: no message has them")]
        public static partial void Removed(ILogger logger, int count);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Attachments of a conversation could not be looked through ({Error}); they stay")]
        public static partial void NotLookedThrough(ILogger logger, string error);
    }
}
