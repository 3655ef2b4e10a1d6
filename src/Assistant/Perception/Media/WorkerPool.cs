using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Perception.Media;

/// <summary>A few workers, started when they are needed, replaced when they crash, hang or have served enough, ended when idle.</summary>
internal sealed partial class WorkerPool : IMediaIsolation, IAsyncDisposable
{
    private readonly ConcurrentStack<WorkerProcess> _idle = new();
    private readonly SemaphoreSlim _places;
    private readonly MediaWorkerProgram _program;
    private readonly MediaWorkerOptions _options;
    private readonly SandboxLimits _limits;
    private readonly TimeProvider _time;
    private readonly ILogger<WorkerPool> _logger;
    private readonly ITimer _trimming;
    private volatile bool _closed;

    public WorkerPool(MediaWorkerProgram program, IOptions<MediaWorkerOptions> options, IOptions<PerceptionOptions> perception, TimeProvider time, ILogger<WorkerPool> logger)
    {
        (_program, _options, _time, _logger) = (program, options.Value, time, logger);
        _places = new(_options.Count);
        var seconds = (long)Math.Ceiling(_options.RequestTimeout.TotalSeconds) * _options.MaxRequestsPerWorker * 2;
        _limits = new(_options.MemoryLimit, seconds, FileBytes: perception.Value.MaxBytes);
        _trimming = time.CreateTimer(_ => Trim(), null, _options.IdleTimeout, _options.IdleTimeout / 2);
    }

    public bool IsAvailable => _program.IsInstalled;

    public bool RendersPages => IsAvailable && MediaWorkerProgram.Finds("pdftoppm") && MediaWorkerProgram.Finds("pdfinfo");

    public string? Sandbox { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var lease = await RentAsync(cancellationToken);
        lease.Completed();
    }

    /// <summary>Waits for a place; then an idle worker, or a new one.</summary>
    /// <exception cref="MediaException">There is no worker's program, or it does not run.</exception>
    public async Task<WorkerLease> RentAsync(CancellationToken cancellationToken)
    {
        if (!IsAvailable)
            throw new MediaException(AttachmentProblem.NotInstalled, "Assistant.MediaWorker");
        await _places.WaitAsync(cancellationToken);
        try
        {
            while (_idle.TryPop(out var worker))
            {
                if (!worker.HasExited)
                    return new(this, worker);
                await worker.DisposeAsync();
            }
            return new(this, await StartWorkerAsync(cancellationToken));
        }
        catch
        {
            _places.Release();
            throw;
        }
    }

    /// <param name="sound">It has answered its request in full and may serve another.</param>
    internal async ValueTask ReturnAsync(WorkerProcess worker, bool sound)
    {
        try
        {
            worker.IdleSince = _time.GetTimestamp();
            if (sound && ++worker.Requests < _options.MaxRequestsPerWorker && !_closed)
                _idle.Push(worker);
            else
                await worker.DisposeAsync();
        }
        finally
        {
            _places.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _closed = true;
        await _trimming.DisposeAsync();
        while (_idle.TryPop(out var worker))
            await worker.DisposeAsync();
    }

    private async Task<WorkerProcess> StartWorkerAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_options.RequestTimeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            var worker = await WorkerProcess.StartAsync(_program, _limits, both.Token);
            if (Sandbox is null)
                Log.Started(_logger, worker.Sandbox);
            Sandbox = worker.Sandbox;
            return worker;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MediaException(AttachmentProblem.TimedOut);
        }
        catch (Exception e) when (e is WorkerStartException or IOException or InvalidDataException or System.Text.Json.JsonException or System.ComponentModel.Win32Exception)
        {
            Log.NotStarted(_logger, e);
            throw new MediaException(AttachmentProblem.WorkerFailed, inner: e);
        }
    }

    private void Trim()
    {
        var kept = new List<WorkerProcess>();
        while (_idle.TryPop(out var worker))
        {
            if (_time.GetElapsedTime(worker.IdleSince) < _options.IdleTimeout)
                kept.Add(worker);
            else
                _ = worker.DisposeAsync().AsTask();
        }
        kept.Reverse();
        if (kept.Count > 0)
            _idle.PushRange([.. kept]);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Files are opened in processes of their own with: {Sandbox}")]
        public static partial void Started(ILogger logger, string sandbox);

        [LoggerMessage(Level = LogLevel.Error, Message = "The media worker does not run; no picture or document can be read")]
        public static partial void NotStarted(ILogger logger, Exception exception);
    }
}

/// <summary>A worker for one request. Unless <see cref="Completed"/> was called the worker is ended with it: nobody knows what it is doing.</summary>
internal sealed class WorkerLease(WorkerPool pool, WorkerProcess worker) : IAsyncDisposable
{
    private bool _sound;

    public WorkerProcess Worker { get; } = worker;

    public void Completed() => _sound = true;

    public ValueTask DisposeAsync() => pool.ReturnAsync(Worker, _sound);
}
