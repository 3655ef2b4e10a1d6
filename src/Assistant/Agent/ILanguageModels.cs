using Microsoft.Extensions.AI;

namespace Assistant.Agent;

/// <summary>The language models of this installation: the configured server's and the one in this process. Thread-safe; nothing is contacted or loaded by asking.</summary>
public interface ILanguageModels
{
    /// <summary>Names to ask for in <see cref="Find"/>, the one that answers first; empty when there is no model at all.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>
    /// The model of that name (case is ignored), or null. It runs no tools by itself: tool calls come back to the caller.
    /// It throws <see cref="LanguageModelException"/> when the model's server fails.
    /// </summary>
    IChatClient? Find(string name);

    /// <summary>What it can do; null where <see cref="Find"/> is.</summary>
    LanguageModelInfo? Describe(string name);

    /// <summary>What answers the questions of people here: a model, or <see cref="LanguageModelInfo.Quotes"/>.</summary>
    LanguageModelInfo Current { get; }
}

/// <summary>A language model, for people and for choosing what it may do.</summary>
/// <param name="Name">As its server calls it; "quotes" when answers are put together from what was read.</param>
/// <param name="Parameters">Number of weights; 0 for "quotes".</param>
/// <param name="Sees">Pictures are passed on to it.</param>
/// <param name="ContextTokens">Tokens of prompt and answer together; 0 for "quotes".</param>
/// <param name="Local">Runs in this process.</param>
public sealed record LanguageModelInfo(string Name, long Parameters, bool Sees, int ContextTokens, bool Local)
{
    public static LanguageModelInfo Quotes { get; } = new(AnsweredBy.Quotes, 0, false, 0, true);

    /// <summary>A model answers; false of <see cref="Quotes"/>.</summary>
    public bool IsModel => ContextTokens > 0;
}
