using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Models;

/// <summary>The process's one ONNX Runtime environment: a thread pool shared by all sessions but those that wait briefly, its log routed to ours. Singleton; thread-safe.</summary>
internal sealed partial class OnnxEnvironment : IInferenceReport
{
    /// <summary>Two hosts of one process may start at once.</summary>
    private static readonly Lock s_creating = new();

    private const int LongestReason = 300;
    private const string NotTaken = "Copy it again from its source or, where it is as it should be (`models verify` tells), take an export whose operators this ONNX Runtime has";

    private readonly ILogger<OnnxEnvironment> _logger;
    private readonly SessionLoading _loading;
    private readonly int _spinMicroseconds;
    private readonly ConcurrentDictionary<string, int> _notes = new(StringComparer.Ordinal);

    /// <param name="sessions">ONNX Runtime itself when none is given.</param>
    public OnnxEnvironment(IOptions<InferenceOptions> options, ILogger<OnnxEnvironment> logger, ISessionFactory? sessions = null)
    {
        _logger = logger;
        _loading = new(sessions ?? new SessionFactory(), options.Value, logger);
        Wanted = options.Value.Provider;
        _spinMicroseconds = options.Value.SpinMicroseconds;
        Threads = options.Value.EffectiveThreads;
        lock (s_creating)
        {
            if (!OrtEnv.IsCreated)
                Create(options.Value);
        }
    }

    /// <summary>Threads that models may use at once.</summary>
    public int Threads { get; }

    public InferenceProvider Wanted { get; }

    public string? WhyNotCuda => _loading.WhyNotCuda;

    public IReadOnlyList<LoadedFile> Loaded => _loading.Loaded;

    public IReadOnlyList<string> Notes => [.. _notes.OrderBy(note => note.Value).Select(note => note.Key)];

    private void Create(InferenceOptions options)
    {
        using var threads = new OrtThreadingOptions
        {
            GlobalIntraOpNumThreads = options.EffectiveThreads,
            GlobalInterOpNumThreads = 1,
            GlobalSpinControl = false,
        };
        var creation = new EnvironmentCreationOptions
        {
            logId = "assistant",
            logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
            threadOptions = threads,
            loggingFunction = (_, severity, _, _, location, message) => Log.Runtime(_logger, severity, location, message),
        };
        OrtEnv.CreateInstanceWithOptions(ref creation);
    }

    /// <summary>Says something of a model that its operator should know, once, to the log and to `doctor`.</summary>
    public void Note(string model, string text)
    {
        if (_notes.TryAdd($"{model}: {text}", _notes.Count))
            Log.Noted(_logger, model, text);
    }

    /// <summary>Loads a model file. Callers keep the session for the life of the process: it serves many callers at once.</summary>
    /// <param name="edited">What is loaded in place of the file's contents.</param>
    /// <exception cref="ModelFileException">The file is missing, cut short or not a model; the message names it, its size and the size that it should have.</exception>
    public InferenceSession Load(string path, SessionTuning tuning = SessionTuning.None, byte[]? edited = null)
    {
        try
        {
            return _loading.Load(path, options => Tune(options, tuning), edited);
        }
        catch (OnnxRuntimeException e)
        {
            // What was made of a file may not run where the file does: whoever made it says so.
            if (edited is null)
                Log.LoadFailed(_logger, path, e.Message);
            if (PassingFailure.Of(path, e) is { } passing)
                throw passing;
            var shortage = OnnxFileSize.Shortage(path);
            throw shortage is { } cut ? new ModelFileException(cut.Path, e, "it is cut short", cut.Needed) : new ModelFileException(path, e, FirstLine(e.Message), advice: NotTaken);
        }
    }

    /// <summary>What ONNX Runtime says, without the operators and sources that it lists after it.</summary>
    private static string FirstLine(string message)
    {
        var line = message.Split('\n', 2)[0].Trim().TrimEnd('.');
        return line.Length <= LongestReason ? line : line[..LongestReason] + "...";
    }

    private void Tune(SessionOptions options, SessionTuning tuning)
    {
        options.GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL;
        if (tuning.HasFlag(SessionTuning.OnCallersThread))
            options.IntraOpNumThreads = 1;
        else if (tuning.HasFlag(SessionTuning.BriefWaits) && _spinMicroseconds > 0)
            WaitBriefly(options);
        else
            options.DisablePerSessionThreads();
        options.EnableCpuMemArena = !tuning.HasFlag(SessionTuning.ReturnsMemory);
        if (tuning.HasFlag(SessionTuning.UnpackedWeights))
            options.AddSessionConfigEntry("session.disable_quant_qdq", "1");
    }

    private void WaitBriefly(SessionOptions options)
    {
        options.IntraOpNumThreads = Threads;
        options.AddSessionConfigEntry("session.intra_op.spin_duration_us", _spinMicroseconds.ToString(CultureInfo.InvariantCulture));
        // Nobody waits for operators between two runs.
        options.AddSessionConfigEntry("session.force_spinning_stop", "1");
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The model {Model}: {Text}")]
        public static partial void Noted(ILogger logger, string model, string text);

        [LoggerMessage(Level = LogLevel.Error, Message = "The model file {Path} cannot be loaded: {Reason}")]
        public static partial void LoadFailed(ILogger logger, string path, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "ONNX Runtime {Severity} at {Location}: {Text}")]
        public static partial void Runtime(ILogger logger, OrtLoggingLevel severity, string location, string text);
    }
}
