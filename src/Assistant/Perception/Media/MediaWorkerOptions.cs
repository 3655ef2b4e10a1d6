namespace Assistant.Perception.Media;

/// <summary>The processes that open untrusted files, and what they may use.</summary>
public sealed class MediaWorkerOptions
{
    public const string SectionName = "MediaWorkers";

    /// <summary>The worker's program; empty for worker/Assistant.MediaWorker beside the server.</summary>
    public string Program { get; set; } = "";

    /// <summary>Worker processes at once; further files wait.</summary>
    public int Count { get; set; } = 2;

    /// <summary>Recordings that are decoded at once, each by an ffmpeg process of its own for as long as it is heard; further ones wait.</summary>
    public int MaxDecoders { get; set; } = 8;

    /// <summary>Bytes that one process may use.</summary>
    public long MemoryLimit { get; set; } = 1536L * 1024 * 1024;

    /// <summary>Longest time that the server waits for a worker during one request; its own work on the answer does not count.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(90);

    /// <summary>Requests after which a process is replaced by a fresh one.</summary>
    public int MaxRequestsPerWorker { get; set; } = 200;

    /// <summary>A process that was not needed for so long is ended.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Width times height of a picture.</summary>
    public long MaxPixels { get; set; } = 50_000_000;

    /// <summary>Pages, sheets or slides of one document.</summary>
    public int MaxPages { get; set; } = 2_000;

    /// <summary>Bytes that a packed document may unpack to.</summary>
    public long MaxUnpackedBytes { get; set; } = 512L * 1024 * 1024;

    /// <summary>What of a recording is heard; the rest is named in the answer as not heard.</summary>
    public TimeSpan LongestRecording { get; set; } = TimeSpan.FromHours(4);

    internal bool IsValid() =>
        Count > 0 && MaxDecoders > 0 && MemoryLimit >= 256L * 1024 * 1024 && RequestTimeout > TimeSpan.Zero && MaxRequestsPerWorker > 0 && IdleTimeout > TimeSpan.Zero
        && MaxPixels is > 0 and <= 500_000_000 && MaxPages > 0 && MaxUnpackedBytes > 0 && LongestRecording > TimeSpan.Zero;
}
