using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Models;

/// <summary>
/// Loads sessions on what Inference:Provider asks for. Where CUDA cannot be had, the processor stands in from then on, and one line says why; for a model that the device does not take (too large
/// for what is free there, an operator that it lacks) it stands in for that model only. A file that neither loads is the file's fault. Thread-safe.
/// </summary>
internal sealed partial class SessionLoading(ISessionFactory factory, InferenceOptions options, ILogger logger)
{
    private const string CudaName = "CUDAExecutionProvider";
    private const string Cpu = "CPU";
    private const string Cuda = "CUDA";

    /// <summary>Models that are smaller compute less than it costs to hand work to a device.</summary>
    private const long LeastForDevice = 4 << 20;

    private readonly Lock _gate = new();
    private readonly List<LoadedFile> _loaded = [];
    private readonly HashSet<string> _refused = [];
    private volatile string? _whyNot;

    public string? WhyNotCuda => _whyNot;

    public IReadOnlyList<LoadedFile> Loaded
    {
        get
        {
            lock (_gate)
                return [.. _loaded];
        }
    }

    /// <param name="tune">Sets what is to be set for this model, whatever computes it.</param>
    /// <param name="edited">What is loaded in place of the file's contents.</param>
    /// <exception cref="OnnxRuntimeException">The file cannot be loaded.</exception>
    public InferenceSession Load(string path, Action<SessionOptions> tune, byte[]? edited = null)
    {
        var started = Stopwatch.GetTimestamp();
        var (session, provider) = IsForCuda(path) ? OnCuda(path, edited, tune) : (OnCpu(path, edited, tune), Cpu);
        lock (_gate)
        {
            _loaded.RemoveAll(file => file.Path == path);
            _loaded.Add(new(path, provider, Stopwatch.GetElapsedTime(started)));
        }
        return session;
    }

    private bool IsForCuda(string path)
    {
        if (options.Provider == InferenceProvider.Cpu || _whyNot is not null)
            return false;
        if (factory.Providers.Contains(CudaName))
            return OnnxFileSize.Bytes(path) >= LeastForDevice;
        // Nobody asked for what this build does not have.
        if (options.Provider == InferenceProvider.Cuda)
            FallBack("this build has no CUDA (build it with -p:Accelerator=cuda)");
        return false;
    }

    private (InferenceSession Session, string Provider) OnCuda(string path, byte[]? edited, Action<SessionOptions> tune)
    {
        var isThere = false;
        try
        {
            using var settings = new SessionOptions();
            tune(settings);
            factory.UseCuda(settings, options.Device);
            isThere = true;
            return (factory.Create(path, edited, settings), Cuda);
        }
        catch (Exception e) when (e is OnnxRuntimeException or DllNotFoundException or EntryPointNotFoundException)
        {
            // Not every failure is CUDA's: a file that is broken fails on the processor too, and is then reported as such.
            var session = OnCpu(path, edited, tune);
            if (isThere && !IsOfDevice(e))
                Refuse(path, e.Message.ReplaceLineEndings(" "));
            else
                FallBack(e.Message.ReplaceLineEndings(" "));
            return (session, Cpu);
        }
    }

    private InferenceSession OnCpu(string path, byte[]? edited, Action<SessionOptions> tune)
    {
        using var settings = new SessionOptions();
        tune(settings);
        return factory.Create(path, edited, settings);
    }

    /// <summary>Whether it would be the same for any model. A device of which the memory is full says that as its own failure, too.</summary>
    private static bool IsOfDevice(Exception e) => e is DllNotFoundException or EntryPointNotFoundException
        || (e.Message.Contains("CUDA failure", StringComparison.OrdinalIgnoreCase) && !e.Message.Contains("out of memory", StringComparison.OrdinalIgnoreCase));

    private void Refuse(string path, string reason)
    {
        lock (_gate)
        {
            if (!_refused.Add(path))
                return;
        }
        LogRefused(logger, path, reason);
    }

    private void FallBack(string reason)
    {
        lock (_gate)
        {
            if (_whyNot is not null)
                return;
            _whyNot = reason;
        }
        LogFallBack(logger, options.Provider, reason);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path} runs on the processor, as CUDA does not take it: {Reason}")]
    private static partial void LogRefused(ILogger logger, string path, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Models run on the processor although Inference:Provider is {Wanted}: {Reason}")]
    private static partial void LogFallBack(ILogger logger, InferenceProvider wanted, string reason);
}
