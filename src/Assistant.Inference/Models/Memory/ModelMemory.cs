using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Inference.Models.Memory;

/// <summary>
/// Keeps the models of this process within Inference:MemoryLimit: before one is loaded, those that were used longest ago make room; one that nobody uses for
/// Inference:UnloadAfter goes by itself. A model that is being used is never unloaded; when all of them are, or when one alone is larger, the limit is passed and that is logged. Singleton; thread-safe.
/// </summary>
internal sealed partial class ModelMemory : IDisposable
{
    private static readonly TimeSpan s_longestLook = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly List<IUnloadable> _loaded = [];
    private long _coming;
    private readonly TimeProvider _clock;
    private readonly ILogger<ModelMemory> _logger;
    private readonly TimeSpan _unloadAfter;
    private readonly ITimer? _timer;

    public ModelMemory(IOptions<InferenceOptions> options, TimeProvider clock, ILogger<ModelMemory> logger)
    {
        (_clock, _logger, _unloadAfter) = (clock, logger, options.Value.UnloadAfter);
        Limit = options.Value.MemoryLimit > 0 ? options.Value.MemoryLimit : MachineMemory.Bytes() / 2;
        if (_unloadAfter > TimeSpan.Zero)
        {
            var look = _unloadAfter / 4 < s_longestLook ? _unloadAfter / 4 : s_longestLook;
            _timer = clock.CreateTimer(_ => UnloadIdle(), null, look, look);
        }
    }

    /// <summary>Bytes of model files that may be loaded at once.</summary>
    public long Limit { get; }

    /// <summary>Bytes of model files that are loaded now, or being loaded.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate)
                return _loaded.Sum(model => model.Bytes) + _coming;
        }
    }

    /// <summary>Called before a model is loaded; <see cref="Add"/> or <see cref="GiveUp"/> comes after it.</summary>
    public void MakeRoom(string name, long bytes)
    {
        IUnloadable[] inOrder;
        lock (_gate)
        {
            _coming += bytes;
            inOrder = [.. _loaded.OrderBy(model => model.LastUsed)];
        }
        foreach (var model in inOrder)
        {
            if (Bytes <= Limit)
                return;
            Unload(model, "to make room");
        }
        if (bytes > Limit)
            Log.Larger(_logger, name, bytes / 1_000_000, Limit / 1_000_000);
        else if (Bytes is var loaded && loaded > Limit)
            Log.Over(_logger, name, loaded / 1_000_000, Limit / 1_000_000);
    }

    public void Add(IUnloadable model)
    {
        lock (_gate)
        {
            _coming -= model.Bytes;
            _loaded.Add(model);
        }
    }

    /// <summary>It could not be loaded.</summary>
    public void GiveUp(long bytes)
    {
        lock (_gate)
            _coming -= bytes;
    }

    public void Remove(IUnloadable model)
    {
        lock (_gate)
            _loaded.Remove(model);
    }

    public void Dispose() => _timer?.Dispose();

    private void UnloadIdle()
    {
        IUnloadable[] idle;
        lock (_gate)
            idle = [.. _loaded.Where(model => _clock.GetElapsedTime(model.LastUsed) >= _unloadAfter)];
        foreach (var model in idle)
            Unload(model, "unused");
    }

    private void Unload(IUnloadable model, string why)
    {
        if (model.TryUnload())
            Log.Unloaded(_logger, model.Name, why, model.Bytes / 1_000_000);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "The model {Model} was unloaded ({Why}, {Megabytes} MB of files); its next use loads it again")]
        public static partial void Unloaded(ILogger logger, string model, string why, long megabytes);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Model} alone has {Megabytes} MB of files, more than Inference:MemoryLimit ({Limit} MB); it is loaded nevertheless, and others give way to it")]
        public static partial void Larger(ILogger logger, string model, long megabytes, long limit);

        [LoggerMessage(Level = LogLevel.Warning, Message = "With {Model}, {Megabytes} MB of models are loaded; Inference:MemoryLimit is {Limit} MB, and all of them are in use")]
        public static partial void Over(ILogger logger, string model, long megabytes, long limit);
    }
}

/// <summary>A model that can go and come back.</summary>
internal interface IUnloadable
{
    string Name { get; }

    /// <summary>Of its files.</summary>
    long Bytes { get; }

    /// <summary>Timestamp of the clock at the end of its last use.</summary>
    long LastUsed { get; }

    /// <summary>False when it is in use, or not loaded.</summary>
    bool TryUnload();
}
