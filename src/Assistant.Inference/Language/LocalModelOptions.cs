namespace Assistant.Inference.Language;

/// <summary>The language model that runs in this process.</summary>
public sealed class LocalModelOptions
{
    public const string SectionName = "LocalModel";

    /// <summary>Additional property of a request: true takes the model's own repetition penalty, as generation_config.json has it, with whatever the request says of how tokens are drawn.</summary>
    public const string OwnRepetitionPenalty = "own_repetition_penalty";

    private const long Megabyte = 1L << 20;
    private const long UsualCache = 256;

    /// <summary>Folder name of the model; empty takes the largest that is installed.</summary>
    public string Name { get; set; } = "";

    /// <summary>Tokens of prompt and answer together, at most what the model was made for. Memory is only taken as it is filled (46 kB a token for SmolLM2 135M).</summary>
    public int ContextTokens { get; set; } = 4_096;

    /// <summary>Tokens of an answer when the caller does not say.</summary>
    public int MaxOutputTokens { get; set; } = 512;

    /// <summary>Tokens of a prompt that are read at once: more is a little faster and takes more memory.</summary>
    public int PrefillTokens { get; set; } = 128;

    /// <summary>Requests answered at once, a step each in turn: the first words come sooner, the last ones later than one after the other.</summary>
    public int Concurrent { get; set; } = 4;

    /// <summary>Requests that may wait for those being answered; further ones are refused.</summary>
    public int MaxWaiting { get; set; } = 16;

    /// <summary>Memory for what conversations have read, so that a next turn reads only what is new; the longest unused are forgotten first. What is being answered counts, too, but is not bounded by it. Empty takes 256 or, where one conversation of `LocalModel:ContextTokens` needs more, as much as that, but not more than 256 or a quarter of `Inference:MemoryLimit`, whichever is larger; 0 keeps nothing.</summary>
    public int? CacheMegabytes { get; set; }

    /// <summary>Several tokens at once where an answer copies from what was asked; the text stays the same.</summary>
    public bool PromptLookup { get; set; } = true;

    /// <summary>Bytes for what conversations have read.</summary>
    /// <param name="conversation">What the longest of them takes.</param>
    /// <param name="limit">Bytes for all models.</param>
    internal long CacheBytes(long conversation, long limit) => CacheMegabytes is { } megabytes ? megabytes * Megabyte : Math.Max(UsualCache * Megabyte, Math.Min(conversation, limit / 4));

    internal bool IsValid() => ContextTokens >= 64 && MaxOutputTokens >= 1 && PrefillTokens is >= 8 and <= 128 && MaxWaiting >= 0 && Concurrent >= 1 && CacheMegabytes is null or >= 0;
}
