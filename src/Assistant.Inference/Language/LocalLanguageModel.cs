using Assistant.Agent;
using Assistant.Inference.Models;
using Assistant.Privacy;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Inference.Language;

/// <summary>The installed decoder-only model, found by its files and loaded at the first request. Singleton; thread-safe.</summary>
internal sealed partial class LocalLanguageModel : ILocalLanguageModel, IContentCache, IDisposable
{
    private readonly DecoderFiles? _files;
    private readonly DecoderConfig? _config;
    private readonly LoadedOnce<DecoderModel> _model;
    private readonly LocalChatClient? _client;
    private readonly int _contextTokens;
    private int _disposed;

    public LocalLanguageModel(ModelLocator models, OnnxEnvironment onnx, IOptions<LocalModelOptions> options, ILogger<LocalLanguageModel> logger)
    {
        _model = new(() => new(onnx, _files!, options.Value));
        if (DecoderFiles.Find(models, options.Value.Name) is not { } files)
            return;
        try
        {
            _config = DecoderConfig.Read(files);
            (_files, _contextTokens) = (files, Math.Min(options.Value.ContextTokens, _config.MaxPositions));
            _client = new(() => Ready(logger), files.Name, options);
        }
        catch (ModelFileException e)
        {
            Log.Off(logger, e.Message);
        }
    }

    public bool IsAvailable => _files is not null && !_model.Failed;

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
        if (_model.IsLoaded)
            _model.Value.Dispose();
    }

    private DecoderModel Ready(ILogger logger)
    {
        try
        {
            return _model.Value;
        }
        catch (ModelFileException e)
        {
            Log.Off(logger, e.Message);
            throw new LanguageModelException(TurnProblem.ModelUnreachable, e.Message, e);
        }
        catch (InvalidOperationException e)
        {
            throw new LanguageModelException(TurnProblem.ModelUnreachable, e.Message, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The local language model is off: {Reason}")]
        public static partial void Off(ILogger logger, string reason);
    }
}
