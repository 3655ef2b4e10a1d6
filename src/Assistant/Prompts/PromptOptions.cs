namespace Assistant.Prompts;

/// <summary>Where the prompts are.</summary>
public sealed class PromptOptions
{
    public const string SectionName = "Prompts";

    /// <summary>Folder of .yaml files in Semantic Kernel's prompt schema; null for the folder "prompts" beside the program. Read once.</summary>
    public string? Directory { get; set; }

    internal string Folder => Directory ?? Path.Combine(AppContext.BaseDirectory, "prompts");
}
