using System.Runtime;

namespace Assistant.Inference.Models.Memory;

/// <summary>
/// One weights object for everybody who uses a model: loaded at the first use, counted while it is used, unloaded by <see cref="ModelMemory"/> when nobody does, and loaded
/// again. What cannot be loaded is not tried again while <see cref="LoadFailures"/> says that it would not help; <see cref="Failed"/> keeps the feature off until then. Thread-safe.
/// </summary>
/// <param name="bytes">Bytes of its files.</param>
/// <param name="mark">Tells its files from others (<see cref="FilesMark.AtAGlance"/>).</param>
internal sealed class SharedModel<T>(string name, ModelMemory memory, TimeProvider clock, Func<long> bytes, Func<string> mark, Func<T> load) : IUnloadable, IDisposable
    where T : class, IDisposable
{
    /// <summary>A graph that is changed while it is loaded is in memory twice, with all weights that stand in its file.</summary>
    private const long MuchInPassing = 64 << 20;

    // Held while it loads; never while another model is asked to go.
    private readonly Lock _loading = new();
    private readonly Lock _gate = new();
    private readonly LoadFailures _failures = new(mark, clock);
    private T? _value;
    private int _users;
    private bool _disposed;

    // What is loaded turned out not to work: it goes when the last who uses it is done.
    private bool _leaving;

    public string Name => name;
    public long Bytes { get; private set; }
    public long LastUsed { get; private set; } = clock.GetTimestamp();

    /// <summary>It could not be loaded, and another try would not help yet.</summary>
    public bool Failed => Earlier is not null;

    public bool IsLoaded
    {
        get
        {
            lock (_gate)
                return _value is not null;
        }
    }

    /// <summary>The model, there until the lease is disposed of.</summary>
    /// <exception cref="ModelUnavailableException">It cannot be loaded, now or at an earlier try.</exception>
    public Lease Take()
    {
        if (TryTake() is { } ready)
            return ready;
        lock (_loading)
        {
            if (TryTake() is { } loaded)
                return loaded;
            if (Earlier is { } earlier)
                throw new ModelUnavailableException(earlier, isFresh: false);
            var fresh = Load();
            lock (_gate)
                (_value, _users) = (fresh, 1);
            _failures.Forget();
            memory.Add(this);
            return new(this, fresh);
        }
    }

    /// <summary>As <see cref="Take"/>, on another thread. Loading cannot be broken off: who is cancelled does not wait for its end, and the model stays loaded for the next.</summary>
    public async Task<Lease> TakeAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (TryTake() is { } ready)
            return ready;
        var loading = Task.Run(Take, CancellationToken.None);
        try
        {
            return await loading.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _ = ReturnAsync(loading);
            throw;
        }
    }

    private static async Task ReturnAsync(Task<Lease> loading)
    {
        await ((Task)loading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (loading.IsCompletedSuccessfully)
            (await loading).Dispose();
    }

    /// <summary>The model when it is loaded; null otherwise, also once this is disposed of.</summary>
    public Lease? TakeIfLoaded()
    {
        lock (_gate)
            return _disposed ? null : Loaded();
    }

    /// <summary>A part of it that is loaded later could not be: what is there of it goes.</summary>
    public void Fail(Exception cause)
    {
        _failures.Keep(cause, mark());
        lock (_gate)
            _leaving = _value is not null;
        TryUnload();
    }

    public bool TryUnload()
    {
        T? leaving;
        lock (_gate)
        {
            if (_value is null || _users > 0)
                return false;
            (leaving, _value, _leaving) = (_value, null, false);
        }
        memory.Remove(this);
        leaving.Dispose();
        return true;
    }

    /// <summary>Unloads it, or has the last who uses it do so.</summary>
    public void Dispose()
    {
        lock (_gate)
            _disposed = true;
        TryUnload();
    }

    private T Load()
    {
        while (true)
            if (TryLoad() is { } loaded)
                return loaded;
    }

    /// <returns>Null where another precision of it is to be tried.</returns>
    private T? TryLoad()
    {
        var seen = mark();
        Bytes = bytes();
        memory.MakeRoom(name, Bytes);
        try
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var loaded = load();
            if (GC.GetAllocatedBytesForCurrentThread() - before > MuchInPassing)
                ReturnHeap();
            return loaded;
        }
        catch (Exception e)
        {
            memory.GiveUp(Bytes);
            if (OnnxCandidates.HasAnother(e))
            {
                OnnxCandidates.Refuse(((ModelFileException)e).Path);
                return null;
            }
            var cause = e is OutOfMemoryException ? new InsufficientMemoryException($"There is not enough memory for the model {name} ({Bytes / 1_000_000:N0} MB of files). It is tried again later.", e) : e;
            _failures.Keep(cause, seen);
            throw new ModelUnavailableException(cause, isFresh: true);
        }
    }

    /// <summary>What a load took in passing goes back to the system now: it may be as large as the model, and nothing else may be allocated for long.</summary>
    private static void ReturnHeap()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    /// <summary>What became of the last try, while it holds.</summary>
    private Exception? Earlier
    {
        get
        {
            bool leaving;
            lock (_gate)
                leaving = _leaving;
            return _failures.Current(regardless: leaving);
        }
    }

    private Lease? TryTake()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return Loaded();
        }
    }

    private Lease? Loaded()
    {
        if (_value is not { } value || _leaving)
            return null;
        _users++;
        return new(this, value);
    }

    private void Return()
    {
        bool last;
        lock (_gate)
        {
            _users--;
            LastUsed = clock.GetTimestamp();
            if (!_leaving)
                _failures.HavePassed();
            last = (_disposed || _leaving) && _users == 0;
        }
        if (last)
            TryUnload();
    }

    /// <summary>One use. Disposing it twice counts once.</summary>
    internal sealed class Lease(SharedModel<T> model, T value) : IDisposable
    {
        private int _returned;

        public T Value => value;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _returned, 1) == 0)
                model.Return();
        }
    }
}
