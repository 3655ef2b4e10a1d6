using System.Globalization;
using Assistant.IO;

namespace Assistant.Perception.Media;

/// <summary>The samples as ffmpeg makes them; it waits when they are not read. Owns the process.</summary>
/// <param name="ended">Called once, when the process has ended.</param>
internal sealed class FfmpegOutput(SandboxedProcess process, FfmpegLog log, MediaWorkerOptions options, Action ended) : ReadOnlyStream
{
    private const double BytesPerSecond = 32_000;
    private const double ToleratedSeconds = 1, ToleratedShare = 0.02;

    private readonly byte[] _first = new byte[4096];
    private int _firstLength;
    private int _firstRead;
    private long _read;
    private bool _ended;
    private Task _told = Task.CompletedTask;

    public override long Position { get => _read; set => throw new NotSupportedException(); }

    /// <summary>Waits for the first samples, by which time ffmpeg has said what the file is.</summary>
    /// <param name="told">Ends when ffmpeg has been sent and has said all.</param>
    /// <exception cref="MediaException">There are none; the category says why.</exception>
    public async Task FirstAsync(Task told, CancellationToken cancellationToken)
    {
        _told = told;
        _firstLength = await ReadSamplesAsync(_first, cancellationToken);
        if (_firstLength > 0)
        {
            await log.InputTold.WaitAsync(cancellationToken);
            return;
        }
        await told.WaitAsync(cancellationToken);
        throw log switch
        {
            { HasSound: false, HasFilm: true } => new MediaException(AttachmentProblem.Unsupported, "video"),
            { IsRefused: true } => new MediaException(AttachmentProblem.Unsupported),
            _ => new MediaException(AttachmentProblem.Damaged),
        };
    }

    /// <summary>What was not heard, once the samples have been read to their end; null when all was.</summary>
    public GapPart? Gap()
    {
        var heard = _read / BytesPerSecond;
        if (heard >= options.LongestRecording.TotalSeconds)
            return new(AttachmentProblem.TooLong, $"what follows the first {Written(options.LongestRecording)}");
        var missing = log.ExactDuration - heard;
        return log.IsDamaged || missing > Math.Max(ToleratedSeconds, heard * ToleratedShare) ? new(AttachmentProblem.Damaged, null) : null;
    }

    private static string Written(TimeSpan time) => time switch
    {
        { TotalHours: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.##} h"),
        { TotalMinutes: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0.##} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.##} s"),
    };

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = _firstLength - _firstRead;
        if (read > 0)
        {
            read = Math.Min(read, buffer.Length);
            _first.AsMemory(_firstRead, read).CopyTo(buffer);
            _firstRead += read;
        }
        else
        {
            read = await ReadSamplesAsync(buffer, cancellationToken);
            if (read == 0 && buffer.Length > 0)
                await _told.WaitAsync(cancellationToken);
        }
        _read += read;
        return read;
    }

    public override async ValueTask DisposeAsync()
    {
        await EndAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            EndAsync().GetAwaiter().GetResult();
        base.Dispose(disposing);
    }

    private async Task EndAsync()
    {
        await process.DisposeAsync();
        if (!Interlocked.Exchange(ref _ended, true))
            ended();
        // What is still being sent reads the file, which its owner closes next.
        await _told.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<int> ReadSamplesAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(options.RequestTimeout);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            return await process.Output.ReadAsync(buffer, CancellationToken.None).AsTask().WaitAsync(both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MediaException(AttachmentProblem.TimedOut);
        }
    }
}
