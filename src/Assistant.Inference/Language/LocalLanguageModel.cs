using Assistant.Agent;
using Assistant.Inference.Models;
using Assistant.Inference.Models.Memory;
using Assistant.Privacy;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Inference.Language;

/// <summary>The installed decoder-only model, found by its files, loaded at the first request, and unloaded with what it has read when nobody uses it. Singleton; thread-safe.</summary>
internal sealed partial class LocalLanguageModel : ILocalLanguageModel, IContentCache, IDisposable
{
    private readonly DecoderFiles? _files;
    private readonly DecoderConfig? _config;
    private readonly SharedModel<LoadedDecoder>? _model;
    private readonly LocalChatClient? _client;
    private readonly int _contextTokens;
    private int _disposed;

    public LocalLanguageModel(
        ModelLocator models, OnnxEnvironment onnx, ModelMemory memory, TimeProvider clock, IOptions<LocalModelOptions> options, ILogger<LocalLanguageModel> logger)
    {
        if (DecoderFiles.Find(models, options.Value.Name) is not { } files)
            return;
        try
        {
            _config = DecoderConfig.Read(files);
            (_files, _contextTokens) = (files, Math.Min(options.Value.ContextTokens, _config.MaxPositions));
            _model = new(files.Name, memory, clock, () => files.Bytes, () => Load(onnx, files, options.Value, logger));
            _client = new(_model, files.Name, options);
        }
        catch (ModelFileException e)
        {
            Log.Off(logger, e.Message);
        }
    }

    public bool IsAvailable => _model is { Failed: false };

    public string Name => IsAvailable ? _files!.Name : "";

    public long Parameters => IsAvailable ? _config!.Parameters : 0;

    public int ContextTokens => IsAvailable ? _contextTokens : 0;

    public IChatClient Client => IsAvailable ? _client! : throw new InvalidOperationException("No language model is installed.");

    public void ForgetAll() => _client?.ForgetAll();

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _client?.Dispose();
        _model?.Dispose();
    }

    private static LoadedDecoder Load(OnnxEnvironment onnx, DecoderFiles files, LocalModelOptions options, ILogger logger)
    {
        try
        {
            return new(new(onnx, files, options), options);
        }
        catch (ModelFileException e)
        {
            Log.Off(logger, e.Message);
            throw;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The local language model is off: {Reason}")]
        public static partial void Off(ILogger logger, string reason);
    }
}
