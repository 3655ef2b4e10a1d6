using System.Globalization;
using Microsoft.Extensions.Options;

namespace Assistant.Perception.Media;

/// <summary>Opens sound, and the sound of films, by ffmpeg inside the worker's sandbox. The file is kept in its memory, never on a disk; a large one that can be read from front to back goes through a pipe, so that only a piece of it is held.</summary>
internal sealed class FfmpegDecoder(MediaWorkerProgram program, IOptions<MediaWorkerOptions> options, IOptions<PerceptionOptions> perception) : IAudioDecoder, IDisposable
{
    private const string Formats = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,ogg,mp3,wav,flac,aac";
    private const long CpuSeconds = 900;
    private const int HeadBytes = 4096;
    private readonly SemaphoreSlim _room = new(options.Value.MaxDecoders);

    public bool IsAvailable => program.IsInstalled && MediaWorkerProgram.Finds("ffmpeg");

    public async Task<DecodedAudio> DecodeAsync(Stream file, string name, CancellationToken cancellationToken)
    {
        if (!IsAvailable)
            throw new MediaException(AttachmentProblem.NotInstalled, program.IsInstalled ? "ffmpeg" : "Assistant.MediaWorker");
        var length = file.CanSeek ? file.Length : (long?)null;
        var buffer = new byte[HeadBytes];
        var head = buffer.AsMemory(0, await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken));
        var most = perception.Value.MaxBytesOf(head.Span);
        if (length > most)
            throw new MediaException(AttachmentProblem.TooLarge, $"{most / 1_048_576} MB");
        // Only what is large: held whole, a file says more of itself, such as how long an ogg file lasts.
        var isPiped = length > perception.Value.MaxBytes;

        await _room.WaitAsync(cancellationToken);
        var log = new FfmpegLog(isPiped ? WaveDuration.Of(head.Span, length!.Value) : null);
        var process = Start(isPiped);
        var pcm = new FfmpegOutput(process, log, options.Value, () => _room.Release());
        try
        {
            var told = log.ReadAsync(process.Error);
            var sent = SendAsync(head, file, process.Input, cancellationToken);
            if (!isPiped)
                await sent;
            await pcm.FirstAsync(Task.WhenAll(sent, told), cancellationToken);
            return new DecodedAudio(pcm, log.Duration) { Gap = pcm.Gap, IsOfFilm = log.HasFilm };
        }
        catch
        {
            await pcm.DisposeAsync();
            throw;
        }
    }

    public void Dispose() => _room.Dispose();

    private SandboxedProcess Start(bool isPiped)
    {
        try
        {
            return SandboxedProcess.Start(program, new(options.Value.MemoryLimit, CpuSeconds, InputBytes: isPiped ? 0 : perception.Value.MaxBytes), Command(isPiped ? "pipe:0" : "{input}"));
        }
        catch
        {
            _room.Release();
            throw;
        }
    }

    private IEnumerable<string> Command(string input) =>
    [
        "ffmpeg", "-nostdin", "-hide_banner", "-nostats", "-loglevel", "level+info", "-threads", "1",
        "-protocol_whitelist", "file,pipe", "-format_whitelist", Formats, "-i", input,
        "-vn", "-sn", "-dn", "-map", "0:a:0", "-ac", "1", "-ar", "16000",
        "-t", options.Value.LongestRecording.TotalSeconds.ToString("0", CultureInfo.InvariantCulture), "-f", "s16le", "pipe:1",
    ];

    private static async Task SendAsync(ReadOnlyMemory<byte> head, Stream file, Stream input, CancellationToken cancellationToken)
    {
        try
        {
            await using (input)
            {
                await input.WriteAsync(head, cancellationToken);
                await file.CopyToAsync(input, cancellationToken);
            }
        }
        catch (IOException)
        {
            // It has ended; what it said tells why.
        }
    }
}
