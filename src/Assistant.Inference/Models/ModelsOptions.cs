namespace Assistant.Inference.Models;

/// <summary>Where model files are looked for.</summary>
public sealed class ModelsOptions
{
    public const string SectionName = "Models";

    /// <summary>One or more folders separated by ':'; the environment variable ASSISTANT_MODELS when not set.</summary>
    public string? Directory { get; set; }

    /// <summary>node_modules with the npm packages that bring the small models; found beside the program or under web/ of the sources when not set.</summary>
    public string? NodeModules { get; set; }
}
