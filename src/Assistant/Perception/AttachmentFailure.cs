using System.Text.Json.Serialization;

namespace Assistant.Perception;

/// <summary>An attachment, or a part of one, that was not read, and why. The answer mentions each in the reader's words.</summary>
/// <param name="Source">File name for people.</param>
/// <param name="Detail">What a sentence needs besides: a size, a page range, a format; never exception text.</param>
public sealed record AttachmentFailure(string Source, AttachmentProblem Problem, string? Detail = null)
{
    /// <summary>1 for the first attachment of its message and so on; 0 when that is not known.</summary>
    [JsonIgnore]
    public int Place { get; init; }

    /// <summary>As in <see cref="GapPart"/>.</summary>
    public string? Within { get; init; }

    /// <summary>The same file may be read if it is sent again.</summary>
    public bool Retryable => Problem is AttachmentProblem.WorkerFailed or AttachmentProblem.TimedOut or AttachmentProblem.DownloadFailed or AttachmentProblem.Stopped;
}

public enum AttachmentProblem
{
    /// <summary>Zero bytes.</summary>
    Empty,
    TooLarge,
    TooManyPixels,
    TooManyPages,
    TooManyAttachments,
    TooLong,

    /// <summary>A format that nothing here reads (Detail names it: "HEIC", "video").</summary>
    Unsupported,

    /// <summary>Cut off, corrupt, or not what its name says.</summary>
    Damaged,
    PasswordProtected,

    /// <summary>Opened, and there is no text, speech or table in it (Detail "video": and its pictures were not looked at).</summary>
    NothingReadable,

    /// <summary>The sound of a film was heard; its pictures were not looked at.</summary>
    OnlyHeard,

    /// <summary>A picture was looked through for text only: not shown to the model, which is shown so many at once and none that is too large.</summary>
    NotLookedAt,

    /// <summary>Of a document's pictures one or more; Detail says where the first of them is: "page 3", "slide 2", "sheet Costs", null where it has no place.</summary>
    PictureNotRead,

    /// <summary>The worker crashed or ran out of memory on it.</summary>
    WorkerFailed,

    /// <summary>Stopped when its time was over. Of a recording that was heard in part, Detail says until where: "1:12:05".</summary>
    TimedOut,
    DownloadFailed,

    /// <summary>The person stopped the turn, or deleted its message, before it was read.</summary>
    Stopped,

    /// <summary>The address may not be fetched from here.</summary>
    AddressRefused,

    /// <summary>The model or program that reads such files is not installed (Detail names it).</summary>
    NotInstalled,

    /// <summary>No installed model hears the language spoken in a recording (Detail names it by its BCP 47 tag; null when it is only known not to be English).</summary>
    LanguageNotInstalled,

    /// <summary>Of a workbook: left out, as nobody sees it who opens it. Detail says what: "sheet Rates; 120 rows of sheet Costs; 1 column of sheet Costs".</summary>
    Hidden,
}
