using Assistant.Agent;
using Assistant.Conversations;
using Assistant.Inference.Models;
using Assistant.Inference.Models.Memory;
using Assistant.Privacy;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Inference.Language;

/// <summary>
/// The installed decoder-only model, found by its files, loaded at the first request, and unloaded with what it has read when nobody uses it. Of several the largest that is a
/// model to talk to; where it cannot be loaded, the next takes its place. Singleton; thread-safe.
/// </summary>
internal sealed partial class LocalLanguageModel : ILocalLanguageModel, IContentCache, IDisposable
{
    private readonly List<InstalledDecoder> _installed = [];
    private readonly Lazy<IChatClient> _client;
    private readonly LocalModelOptions _options;
    private int _disposed;

    public LocalLanguageModel(
        ModelLocator models, OnnxEnvironment onnx, ModelMemory memory, TimeProvider clock, IOptions<LocalModelOptions> options, ILogger<LocalLanguageModel> logger)
    {
        _options = options.Value;
        foreach (var files in DecoderFiles.FindAll(models, _options.Name))
            if (ConfigOf(files, onnx, logger) is { } config)
            {
                var model = new SharedModel<LoadedDecoder>(files.Name, memory, clock, () => files.Now.Bytes, () => FilesMark.AtAGlance(files.Folder), () => Load(onnx, files.Now, _options, memory.Limit, logger));
                _installed.Add(new(files, config, model, new(model, files.Name, options)));
            }
        foreach (var name in DecoderFiles.FindUnmerged(models))
            onnx.Note(name, "it is not used: its decoder is in files of its own for the first and for later steps. Get model.onnx or decoder_model_merged.onnx (or one with _q4, _quantized and the like) of the same repository.");
        // The same spans as of a server, never with content.
        _client = new(() => new FirstThatLoads(_installed).AsBuilder().UseOpenTelemetry(sourceName: TurnTelemetry.SourceName, configure: telemetry => telemetry.EnableSensitiveData = false).Build());
    }

    public bool IsAvailable => Current is not null;

    public string Name => Current?.Files.Name ?? "";

    public long Parameters => Current?.Config.Parameters ?? 0;

    public int ContextTokens => Current is { } current ? Math.Min(_options.ContextTokens, current.Config.MaxPositions) : 0;

    public IChatClient Client => IsAvailable ? _client.Value : throw new InvalidOperationException("No language model is installed.");

    private InstalledDecoder? Current => _installed.Find(each => !each.Model.Failed);

    public void ForgetAll() => _installed.ForEach(each => each.Client.ForgetAll());

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        foreach (var each in _installed)
        {
            each.Client.Dispose();
            each.Model.Dispose();
        }
    }

    /// <summary>Null when it is passed over, for a reason that is said.</summary>
    private DecoderConfig? ConfigOf(DecoderFiles files, OnnxEnvironment onnx, ILogger logger)
    {
        var reason = "";
        try
        {
            var config = DecoderConfig.Read(files);
            if ((MachineMemory.WhyNot(files.Bytes) ?? files.WhyNot()) is not { } why)
                return config;
            reason = why;
        }
        catch (ModelFileException e)
        {
            reason = e.Message;
        }
        if (_options.Name.Length > 0)
            Log.Off(logger, files.Name, reason);
        onnx.Note(files.Name, $"it is passed over as a language model: {reason}");
        return null;
    }

    private static LoadedDecoder Load(OnnxEnvironment onnx, DecoderFiles files, LocalModelOptions options, long memoryLimit, ILogger logger)
    {
        try
        {
            var model = new DecoderModel(onnx, files, options);
            var conversation = model.Graph.BytesPerToken * GrowingMemory.Rounded(model.ContextTokens);
            var cache = options.CacheBytes(conversation, memoryLimit);
            if (cache > 0 && cache < conversation)
                onnx.Note(files.Name, $"what conversations have read is kept up to {cache / model.Graph.BytesPerToken:N0} of {model.ContextTokens:N0} tokens ({cache / 1_000_000:N0} MB); longer ones are read anew at each turn. Set LocalModel:CacheMegabytes to {(conversation >> 20) + 1:N0} or more, or LocalModel:ContextTokens to less.");
            return new(model, options, cache);
        }
        catch (ModelFileException e) when (!OnnxCandidates.HasAnother(e))
        {
            Log.Off(logger, files.Name, e.Message);
            throw;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The local language model {Model} is off: {Reason}")]
        public static partial void Off(ILogger logger, string model, string reason);
    }
}

/// <summary>A model that could be used, loaded or not, and the chat with it.</summary>
internal sealed record InstalledDecoder(DecoderFiles Files, DecoderConfig Config, SharedModel<LoadedDecoder> Model, LocalChatClient Client);
