using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assistant.Storage.AuditLog.Chain;

/// <summary>A record of the chain before it has its place: UTF-8 JSON of a <see cref="ChainBody"/>, written by the caller's thread.</summary>
internal sealed record ChainEntry(string Tenant, byte[] Body)
{
    /// <summary>The name of the key of whom it speaks (<see cref="Erasure.DestroyedKeys.Name"/>), which must not have been destroyed when it is appended; empty of nobody.</summary>
    public string Key { get; init; } = "";

    /// <summary>The same for an activity that has got its place in the conversation, which is known only when it is written.</summary>
    public ChainEntry At(long watermark) => this with { Body = [.. Body.AsSpan(0, Body.Length - 1), .. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $",\"{ChainBody.WatermarkName}\":{watermark}}}"))] };

    public static ChainEntry Of(string tenant, ChainBody body) => new(tenant, JsonSerializer.SerializeToUtf8Bytes(body, ChainJson.Default.ChainBody));
}

/// <summary>What happened, without anything of what was said: whoever reads the chain learns no content and no name.</summary>
/// <param name="Kind">One of <see cref="ChainKinds"/>.</param>
/// <param name="At">Milliseconds since 1970 in UTC.</param>
/// <param name="Subject">The person's pseudonym; null when it is nobody's.</param>
/// <param name="Conversation">The conversation's pseudonym; null when it is of none.</param>
/// <param name="Rows">What was written to the log with it.</param>
/// <param name="Counts">How much of what was removed, or looked at.</param>
internal sealed record ChainBody(
    string Kind, long At, string? Subject, string? Conversation, IReadOnlyList<ChainedRow>? Rows = null, IReadOnlyDictionary<string, long>? Counts = null)
{
    internal const string WatermarkName = "watermark";

    /// <summary>What the hashes of the rows are over: 2, their content and what of them is in the clear (<see cref="ChainedTable"/>); null, as in older logs, their content alone.</summary>
    [JsonPropertyName("v")]
    public int? Version { get; init; }

    /// <summary>The administrator who did it; null when nobody in particular.</summary>
    public string? By { get; init; }

    /// <summary>Of the activity among the rows; <see cref="ChainEntry.At"/> writes it.</summary>
    [JsonPropertyName(WatermarkName)]
    public long? Watermark { get; init; }
}

/// <param name="Table">Of the log.</param>
/// <param name="Id">Within the table and the conversation.</param>
/// <param name="Hash">SHA-256 in base64, by the record's version (<see cref="ChainHash"/>).</param>
internal sealed record ChainedRow([property: JsonPropertyName("t")] string Table, string Id, string Hash);

internal static class ChainKinds
{
    public const string Message = "message";
    public const string Turn = "turn";

    /// <summary>A person changed a message that they had sent: its activity's row has the new text.</summary>
    public const string Edited = "edited";

    /// <summary>A person deleted a message that they had sent: it is recalled no more; the rows stay.</summary>
    public const string Withdrawn = "withdrawn";

    /// <summary>A person said, or changed, what they think of an answer.</summary>
    public const string Feedback = "feedback";

    /// <summary>A person's memory was changed, or taken along: the row says what.</summary>
    public const string Memory = "memory";

    /// <summary>Rows that were there before the chain was.</summary>
    public const string Adopted = "adopted";

    /// <summary>A person deleted a conversation.</summary>
    public const string Deleted = "conversation_deleted";

    /// <summary>A person asked in a conversation to be erased, and confirmed it.</summary>
    public const string ErasureRequested = "erasure_requested";

    /// <summary>A person was erased: the rows of its pseudonym are gone.</summary>
    public const string Erased = "erased";

    /// <summary>An administrator looked at a person's data.</summary>
    public const string Looked = "looked";

    /// <summary>A person was put under a legal hold, and taken out of it.</summary>
    public const string Held = "held";
    public const string Released = "released";

    /// <summary>Removed because their time was over; the rows are listed.</summary>
    public const string Expired = "expired";

    /// <summary>Turns were written anew without what had been read in them, whose time was over.</summary>
    public const string Redacted = "redacted";

    /// <summary>An administrator accepted that the log was put back from a backup; counts name the record that had been signed last.</summary>
    public const string Restored = "restored";

    /// <summary>An operator sent a notice: how many were meant, and how many wanted none.</summary>
    public const string Notice = "notice";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ChainBody))]
internal sealed partial class ChainJson : JsonSerializerContext;
