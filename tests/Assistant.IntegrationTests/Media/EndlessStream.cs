namespace Assistant.IntegrationTests.Media;

/// <summary>A file whose second piece never comes.</summary>
internal sealed class EndlessStream : MemoryStream
{
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _first = true;

    public Task Started => _started.Task;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_first)
        {
            _first = false;
            return buffer.Length;
        }
        _started.TrySetResult();
        await Task.Delay(300, cancellationToken);
        return buffer.Length;
    }
}
