namespace Assistant.Agent.Models;

/// <summary>The language model that answers, behind any OpenAI-compatible server (vLLM, llama.cpp, Ollama, Azure OpenAI). Without an endpoint, answers are quotes.</summary>
public sealed class ModelOptions
{
    public const string SectionName = "Model";

    /// <summary>Base URL up to the version, e.g. "http://127.0.0.1:8000/v1"; "/chat/completions" is added. Nothing else is ever contacted. Null for no server.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>The model's name on that server.</summary>
    public string Name { get; set; } = "";

    /// <summary>Key sent as bearer token; set it by the environment variable ASSISTANT_Model__ApiKey, never in a file that is shared.</summary>
    public string? ApiKey { get; set; }

    /// <summary>A file whose first line is the key (a mounted secret), read at start.</summary>
    public string? ApiKeyFile { get; set; }

    /// <summary>Number of weights. A model of under a billion never overrules an extracted answer.</summary>
    public long Parameters { get; set; } = 7_000_000_000;

    /// <summary>Tokens of prompt and answer together that the server takes.</summary>
    public int ContextTokens { get; set; } = 8_192;

    public int MaxOutputTokens { get; set; } = 1_024;

    /// <summary>The model takes pictures: those of the message are passed on, and the newest of earlier ones.</summary>
    public bool Sees { get; set; }

    public double Temperature { get; set; } = 0.2;

    /// <summary>From the request to the first token; a cold server may have to load the model.</summary>
    public TimeSpan FirstTokenTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>From one token to the next.</summary>
    public TimeSpan TokenTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Opening a connection.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>A busy server is tried once more when it asks for no longer wait than this.</summary>
    public TimeSpan LongestRetryWait { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Requests to the model within one turn: each round of tool calls needs one, the last is without tools.</summary>
    public int MaxRounds { get; set; } = 5;

    /// <summary>Tool calls of one turn; further ones are told so.</summary>
    public int MaxToolCalls { get; set; } = 16;

    public TimeSpan ToolTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Bytes of one answer from the server, events included; more is refused as nonsense.</summary>
    public int MaxResponseBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Send the limit as "max_completion_tokens", which OpenAI's newer models ask for, in place of "max_tokens".</summary>
    public bool UseMaxCompletionTokens { get; set; }

    /// <summary>Pictures passed on with one message, and bytes of each, at most; others are given as their text only, which the answer says.</summary>
    public int MaxPictures { get; set; } = 4;

    public int MaxPictureBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>Pixels of the longer side of a picture that is passed on; larger ones are made smaller.</summary>
    public int MaxPictureSide { get; set; } = 2_048;

    /// <summary>Pictures of earlier messages that are passed on again where the message's own leave room, so that "and what colour is the car?" can be answered.</summary>
    public int MaxEarlierPictures { get; set; } = 2;

    /// <summary>Tokens that a picture takes of the model's context, for what else has room beside it.</summary>
    public int PictureTokens { get; set; } = 1_500;

    /// <summary>Hosts that an answer may link to though neither the person nor what was read names the address.</summary>
    public IList<string> AllowedLinkHosts { get; } = [];

    internal TimeSpan WholeAnswerTimeout => FirstTokenTimeout * 3;

    internal bool HasServer => Endpoint is not null;
}
