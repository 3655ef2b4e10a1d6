using Assistant.Conversations;

namespace Assistant.Notices;

/// <summary>What an operator tells people without having been asked.</summary>
public interface INotices
{
    /// <summary>
    /// Notes for whom the notice is and begins to tell them, at <see cref="NoticesOptions.PerSecond"/>. The same id again tells those who have not been told.
    /// </summary>
    /// <param name="by">Who sends it, for the log.</param>
    /// <exception cref="StorageUnavailableException">Nobody was told.</exception>
    Task<NoticeResult> SendAsync(NoticeRequest request, string by, CancellationToken cancellationToken);

    /// <summary>Null when there is no such notice.</summary>
    Task<NoticeReport?> FindAsync(string tenant, string id, CancellationToken cancellationToken);
}

public sealed record NoticeRequest(NoticeTarget Target, string Text)
{
    /// <summary>Letters, digits, '.', '_' and '-', at most 64; null: a new one.</summary>
    public string? Id { get; init; }

    /// <summary>Said so before the text. Whoever wants no notices gets none of these either.</summary>
    public bool IsUrgent { get; init; }

    /// <summary>BCP 47 of what is said around the text, for people whose language is not known.</summary>
    public string? Language { get; init; }

    /// <summary>Only count.</summary>
    public bool IsRehearsal { get; init; }
}

public enum NoticeProblem
{
    /// <summary>The request is not as it should be.</summary>
    Invalid,

    /// <summary>The id is that of a notice that says something else.</summary>
    OtherText,

    /// <summary>Nobody is known who could be told.</summary>
    NobodyKnown,

    TooMany,
}

/// <param name="Report">Null when nobody was told.</param>
/// <param name="Detail">For the operator.</param>
public sealed record NoticeResult(NoticeReport? Report, NoticeProblem? Problem = null, string? Detail = null);

/// <param name="Unreachable">People who have spoken in shared conversations only; known when a notice is sent, 0 afterwards.</param>
public sealed record NoticeReport(string Id, IReadOnlyList<NoticeRecipient> Recipients, int Unreachable)
{
    public int Count(NoticeState state) => Recipients.Count(recipient => recipient.State == state);
}
