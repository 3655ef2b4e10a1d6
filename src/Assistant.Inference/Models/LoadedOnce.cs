namespace Assistant.Inference.Models;

/// <summary>
/// A model loaded at its first use and kept for the life of the process. A file that cannot be loaded is tried once: <see cref="Failed"/> then keeps its feature off.
/// Thread-safe: callers that come while it loads wait for it.
/// </summary>
internal sealed class LoadedOnce<T>(Func<T> load)
    where T : class
{
    private readonly Lock _gate = new();
    private volatile T? _value;
    private volatile Exception? _failure;

    public bool Failed => _failure is not null;

    public bool IsLoaded => _value is not null;

    /// <exception cref="ModelFileException">The files cannot be loaded, now or at an earlier try.</exception>
    public T Value => _value ?? Load();

    private T Load()
    {
        lock (_gate)
        {
            if (_value is { } loaded)
                return loaded;
            if (_failure is { } earlier)
                throw new InvalidOperationException(earlier.Message, earlier);
            try
            {
                return _value = load();
            }
            catch (Exception e)
            {
                _failure = e;
                throw;
            }
        }
    }
}
