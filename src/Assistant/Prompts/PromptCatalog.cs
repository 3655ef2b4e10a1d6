using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;

namespace Assistant.Prompts;

/// <summary>The prompts of the folder, by name, each read and compiled at its first use. Singleton; thread-safe.</summary>
internal sealed class PromptCatalog(IOptions<PromptOptions> options)
{
    private static readonly HandlebarsTemplates s_templates = new();
    private readonly ConcurrentDictionary<string, Prompt> _prompts = new();

    public IEnumerable<string> Names => Directory.EnumerateFiles(options.Value.Folder, "*.yaml").Select(path => Path.GetFileNameWithoutExtension(path));

    /// <exception cref="InvalidDataException">There is no such prompt, or it cannot be read; the message says which file.</exception>
    public Prompt this[string name] => _prompts.GetOrAdd(name, Read);

    private Prompt Read(string name)
    {
        var path = Path.Combine(options.Value.Folder, name + ".yaml");
        if (!File.Exists(path))
            throw new InvalidDataException($"The prompt '{name}' is missing: put {name}.yaml into {options.Value.Folder} (the original is in prompts/ of the source).");
        var config = PromptYaml.Read(path);
        if (config.Name != name || config.TemplateFormat != HandlebarsTemplates.Format)
            throw new InvalidDataException($"The prompt {path} must have the name '{name}' and template_format: handlebars.");
        return new Prompt(name, KernelFunctionFactory.CreateFromPrompt(config, s_templates), Settings(config));
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
