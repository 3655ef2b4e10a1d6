using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;

namespace Assistant.Prompts;

/// <summary>The prompts of the folder, by name, read and compiled at the first use. Singleton; thread-safe.</summary>
internal sealed class PromptCatalog(IOptions<PromptOptions> options)
{
    private static readonly HandlebarsTemplates s_templates = new();
    private readonly Lazy<FrozenDictionary<string, Prompt>> _prompts = new(() => Load(options.Value.Folder));

    public IEnumerable<string> Names => _prompts.Value.Keys;

    /// <exception cref="InvalidDataException">There is no such prompt.</exception>
    public Prompt this[string name] => _prompts.Value.TryGetValue(name, out var prompt) ? prompt
        : throw new InvalidDataException($"The prompt '{name}' is missing: put {name}.yaml into {options.Value.Folder} (the original is in prompts/ of the source).");

    private static FrozenDictionary<string, Prompt> Load(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal).Select(Read).ToFrozenDictionary(prompt => prompt.Name) : FrozenDictionary<string, Prompt>.Empty;

    private static Prompt Read(string path)
    {
        var config = PromptYaml.Read(path);
        if (string.IsNullOrEmpty(config.Name) || config.TemplateFormat != HandlebarsTemplates.Format)
            throw new InvalidDataException($"The prompt {path} must have a name and template_format: handlebars.");
        return new Prompt(config.Name, KernelFunctionFactory.CreateFromPrompt(config, s_templates), Settings(config));
    }

    private static PromptExecutionSettings Settings(PromptTemplateConfig config)
    {
        var settings = new PromptExecutionSettings();
        if (config.DefaultExecutionSettings is not { } read)
            return settings;
        settings.FunctionChoiceBehavior = read.FunctionChoiceBehavior;
        settings.ExtensionData = read.ExtensionData?.ToDictionary(pair => pair.Key, pair => pair.Value is System.Text.Json.JsonElement { ValueKind: System.Text.Json.JsonValueKind.Number } number
            ? (pair.Key.Contains("tokens", StringComparison.Ordinal) ? (object)(int)number.GetDouble() : (float)number.GetDouble())
            : pair.Value);
        settings.Freeze();
        return settings;
    }
}
