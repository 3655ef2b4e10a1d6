using Microsoft.Extensions.AI;

namespace Assistant.Agent;

/// <summary>The language model that runs in this process, when one is installed. Loads at the first use.</summary>
public interface ILocalLanguageModel
{
    /// <summary>Its files are there and were not found broken. Cheap; may turn false after a failed load.</summary>
    bool IsAvailable { get; }

    /// <summary>Name for people and for the log, e.g. "smollm2-135m-instruct"; empty when not available.</summary>
    string Name { get; }

    /// <summary>Number of weights; a model of under a billion never overrules an extracted answer. 0 when not available.</summary>
    long Parameters { get; }

    /// <summary>Tokens of prompt and answer together that fit.</summary>
    int ContextTokens { get; }

    /// <summary>Answers a few requests at once; others wait their turn. Answers <see cref="ChatClientMetadata"/> from GetService.</summary>
    /// <exception cref="InvalidOperationException">Not available.</exception>
    IChatClient Client { get; }
}
