using System.Text.Json;

namespace Assistant.Inference.Tests.Language.Exports;

/// <summary>How a small decoder is exported: the same seeded weights in each of the shapes that public exports have.</summary>
internal sealed record DecoderExport
{
    public bool GroupQueryAttention { get; init; }
    public bool HalfCache { get; init; }
    public bool Positions { get; init; } = true;
    public bool LogitsToKeep { get; init; }
    public bool CacheBranch { get; init; }

    /// <summary>Where the positions are no input: taken from the cache's shape even with GroupQueryAttention, which would take them from the mask.</summary>
    public bool PositionsFromCacheShape { get; init; }

    /// <summary>Weights in 8 bits, activations quantised at run time, those of a run together.</summary>
    public bool QuantisesActivations { get; init; }

    /// <summary>Weights in 4 bits.</summary>
    public bool FourBits { get; init; }

    /// <summary>Heads and sizes of the cache are names, not numbers.</summary>
    public bool UnknownSizes { get; init; }

    /// <summary>An input that nobody knows.</summary>
    public string? StrangeInput { get; init; }

    /// <summary>A token after which the model gives no numbers.</summary>
    public int? Poisoned { get; init; }

    public int Layers { get; init; } = 2;

    /// <summary>Name of the .onnx file, without its ending.</summary>
    public string File { get; init; } = "model";

    /// <summary>Takes the weights, which then stand in a file of their own; null when they stand in the .onnx file.</summary>
    public MemoryStream? Beside { get; init; }

    public override string ToString() =>
        $"{(GroupQueryAttention ? "gqa" : "plain")}{(HalfCache ? " half" : "")}{(Positions ? "" : " no-positions")}{(LogitsToKeep ? " keep" : "")}{(CacheBranch ? " branch" : "")}{(PositionsFromCacheShape ? " shape" : "")}{(UnknownSizes ? " unknown" : "")}";

    /// <summary>A folder as public exports have it; changes are made to its config.json.</summary>
    public string Write(string folder, params (string Key, object? Value)[] changes)
    {
        Directory.CreateDirectory(Path.Combine(folder, "onnx"));
        var onnx = Path.Combine(folder, "onnx", File + ".onnx");
        System.IO.File.WriteAllBytes(onnx, new TinyDecoder(this).Model());
        if (Beside is not null)
            System.IO.File.WriteAllBytes(onnx + "_data", Beside.ToArray());
        var config = new Dictionary<string, object?>
        {
            ["architectures"] = new[] { "LlamaForCausalLM" },
            ["model_type"] = "llama",
            ["hidden_size"] = TinyDecoder.Hidden,
            ["num_attention_heads"] = TinyDecoder.Heads,
            ["num_key_value_heads"] = TinyDecoder.KeyHeads,
            ["num_hidden_layers"] = Layers,
            ["intermediate_size"] = TinyDecoder.Inner,
            ["max_position_embeddings"] = TinyDecoder.Positions,
            ["vocab_size"] = TinyDecoder.Vocabulary,
            ["eos_token_id"] = TinyDecoder.End,
        };
        foreach (var (key, value) in changes)
            config[key] = value;
        System.IO.File.WriteAllText(Path.Combine(folder, "config.json"), JsonSerializer.Serialize(config));
        System.IO.File.WriteAllText(Path.Combine(folder, "tokenizer.json"), TinyDecoder.TokenizerJson());
        System.IO.File.WriteAllText(Path.Combine(folder, "tokenizer_config.json"), JsonSerializer.Serialize(new
        {
            chat_template = "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}",
        }));
        return folder;
    }
}
