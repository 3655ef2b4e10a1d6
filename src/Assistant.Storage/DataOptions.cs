namespace Assistant.Storage;

/// <summary>The folder of everything that is kept on this machine.</summary>
public sealed class DataOptions
{
    public const string SectionName = "Data";

    /// <summary>Default: assistant/ in the user's data folder. The environment variable ASSISTANT_DATA takes precedence.</summary>
    public string? Directory { get; set; }

    public string EffectiveDirectory => Path.GetFullPath(Directory is { Length: > 0 } configured
        ? configured
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } home ? home : Path.GetTempPath(), "assistant"));
}
