using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace Assistant.Agent.Models;

/// <summary>The configured server's model, then the local one.</summary>
internal sealed class LanguageModels(IOptions<ModelOptions> options, ModelServer server, ILocalLanguageModel local) : ILanguageModels
{
    /// <summary>Below this a model writes, but does not answer questions in place of a quote.</summary>
    public const long LeastToAnswer = 1_000_000_000;

    public IReadOnlyList<string> Names => (server.IsConfigured, local.IsAvailable) switch
    {
        (true, true) => local.Name == options.Value.Name ? [local.Name] : [options.Value.Name, local.Name],
        (true, false) => [options.Value.Name],
        (false, true) => [local.Name],
        _ => [],
    };

    public LanguageModelInfo Current =>
        Server is { Parameters: >= LeastToAnswer } configured ? configured
        : Local is { Parameters: >= LeastToAnswer } mine ? mine
        : LanguageModelInfo.Quotes;

    /// <summary>The server's model; null when none is configured.</summary>
    public LanguageModelInfo? Server => server.IsConfigured
        ? new(options.Value.Name, options.Value.Parameters, options.Value.Sees, options.Value.ContextTokens, Local: false)
        : null;

    /// <summary>The model in this process; null when none is installed.</summary>
    public LanguageModelInfo? Local => local.IsAvailable ? new(local.Name, local.Parameters, Sees: false, local.ContextTokens, Local: true) : null;

    public IChatClient? Find(string name) => Describe(name) switch
    {
        { Local: false } => server.Client,
        { Local: true } => local.Client,
        null => null,
    };

    public LanguageModelInfo? Describe(string name) => Server is { } configured && IsNamed(configured, name) ? configured : Local is { } mine && IsNamed(mine, name) ? mine : null;

    private static bool IsNamed(LanguageModelInfo model, string name) => string.Equals(name, model.Name, StringComparison.OrdinalIgnoreCase);
}
