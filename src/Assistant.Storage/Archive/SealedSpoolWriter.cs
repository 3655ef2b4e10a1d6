using System.IO.Pipelines;
using Assistant.Privacy;

namespace Assistant.Storage.Archive;

/// <summary>A spool that is filled piece by piece by whoever writes to <see cref="Content"/>, however much it becomes. One writer.</summary>
internal sealed class SealedSpoolWriter : IAsyncDisposable
{
    private readonly Pipe _pipe = new();
    private readonly Task<ISealedSpool> _filling;

    public SealedSpoolWriter()
    {
        Content = _pipe.Writer.AsStream(leaveOpen: true);
        _filling = FillAsync();
    }

    public Stream Content { get; }

    /// <summary>Ends the writing. The spool goes with this writer.</summary>
    /// <exception cref="IOException">The temporary file could not be written.</exception>
    public async Task<ISealedSpool> FinishAsync()
    {
        await _pipe.Writer.CompleteAsync();
        return await _filling;
    }

    public async ValueTask DisposeAsync()
    {
        await _pipe.Writer.CompleteAsync();
        await ((Task)_filling).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_filling.IsCompletedSuccessfully)
            (await _filling).Dispose();
    }

    /// <summary>When it cannot go on nobody is left waiting for room: what is written then is passed over, and the end says so.</summary>
    private async Task<ISealedSpool> FillAsync()
    {
        try
        {
            return await SealedFile.SpoolAsync(_pipe.Reader.AsStream(leaveOpen: true), CancellationToken.None);
        }
        finally
        {
            await _pipe.Reader.CompleteAsync();
        }
    }
}
