namespace Assistant.Storage;

/// <summary>The folder of everything that is kept on this machine.</summary>
public sealed class DataOptions
{
    public const string SectionName = "Data";

    /// <summary>Default: assistant/ in the user's data folder. The environment variable ASSISTANT_DATA takes precedence.</summary>
    public string? Directory { get; set; }

    /// <summary>Bytes free on its disk below which the log and a gauge (assistant.data.free) warn.</summary>
    public long WarnFree { get; set; } = 1024 * 1024 * 1024;

    /// <summary>Bytes free on its disk below which /healthz/ready says "disk" and messages had better go elsewhere; with PostgreSQL the disk that counts is its own. 0 for never.</summary>
    public long LeastFree { get; set; } = 64 * 1024 * 1024;

    internal bool IsValid() => WarnFree >= 0 && LeastFree >= 0;

    public string EffectiveDirectory => Path.GetFullPath(Directory is { Length: > 0 } configured
        ? configured
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } home ? home : Path.GetTempPath(), "assistant"));
}
