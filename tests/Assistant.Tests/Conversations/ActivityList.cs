using Assistant.Conversations;

namespace Assistant.Tests.Conversations;

/// <summary>A directory of one conversation's activities, in memory.</summary>
internal sealed class ActivityList : IConversationDirectory
{
    private readonly List<StoredActivity> _activities = [];

    public static StoredActivity Activity(long watermark) => new()
    {
        Watermark = watermark,
        Id = $"a{watermark}",
        Author = ActivityAuthor.User,
        From = new Participant("u1"),
        At = DateTimeOffset.UnixEpoch,
    };

    public void Add(params long[] watermarks) => _activities.AddRange(watermarks.Select(Activity));

    public Task<IReadOnlyList<StoredActivity>> ActivitiesAsync(ConversationKey conversation, long afterWatermark, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<StoredActivity>>([.. _activities.Where(activity => activity.Watermark > afterWatermark).Take(limit)]);

    public Task<StoredActivity?> FindActivityAsync(ConversationKey conversation, string activityId, CancellationToken cancellationToken) => Task.FromResult(_activities.Find(activity => activity.Id == activityId));

    public Task<IReadOnlyList<ConversationSummary>> ListAsync(string tenant, string channel, string userId, string? search, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<ConversationSummary>> OlderAsync(string tenant, string channel, string userId, ConversationPlace after, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ConversationSummary?> FindAsync(ConversationKey conversation, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> RenameAsync(ConversationKey conversation, string userId, string title, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> DeleteAsync(ConversationKey conversation, string userId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task EndAsync(ConversationKey conversation, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> IsEndedAsync(ConversationKey conversation, CancellationToken cancellationToken) => throw new NotSupportedException();
}
