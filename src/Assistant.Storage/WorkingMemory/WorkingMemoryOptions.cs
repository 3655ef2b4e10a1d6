namespace Assistant.Storage.WorkingMemory;

/// <summary>Where working memory lies and for how long.</summary>
public sealed class WorkingMemoryOptions
{
    public const string SectionName = "WorkingMemory";

    /// <summary>StackExchange.Redis configuration ("redis:6379,password=..."); null keeps it in this process, saved to SQLite.</summary>
    public string? Redis { get; set; }

    /// <summary>A conversation silent for this long starts from its log.</summary>
    public TimeSpan TimeToLive { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Conversations held in this process (embedded); others are read from SQLite when they go on.</summary>
    public int MaxHeld { get; set; } = 10_000;

    /// <summary>Megabytes of them that are held in this process (embedded).</summary>
    public int MaxHeldMegabytes { get; set; } = 64;

    internal bool IsValid() => TimeToLive > TimeSpan.Zero && MaxHeld > 0 && MaxHeldMegabytes > 0;
}
