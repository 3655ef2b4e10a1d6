using System.Globalization;
using Microsoft.Extensions.Options;

namespace Assistant.Perception.Media;

/// <summary>Opens sound, and the sound of films, by ffmpeg inside the worker's sandbox; the file is kept in its memory, never on a disk.</summary>
internal sealed class FfmpegDecoder(MediaWorkerProgram program, IOptions<MediaWorkerOptions> options, IOptions<PerceptionOptions> perception) : IAudioDecoder
{
    private const string Formats = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,ogg,mp3,wav,flac,aac";
    private const long CpuSeconds = 900;

    public bool IsAvailable => program.IsInstalled && MediaWorkerProgram.Finds("ffmpeg");

    public async Task<DecodedAudio> DecodeAsync(Stream file, string name, CancellationToken cancellationToken)
    {
        if (!IsAvailable)
            throw new MediaException(AttachmentProblem.NotInstalled, program.IsInstalled ? "ffmpeg" : "Assistant.MediaWorker");
        var process = SandboxedProcess.Start(program, new(options.Value.MemoryLimit, CpuSeconds, InputBytes: perception.Value.MaxBytes), Command());
        var log = new FfmpegLog();
        var pcm = new FfmpegOutput(process, log, options.Value);
        try
        {
            var told = log.ReadAsync(process.Error);
            await SendAsync(file, process.Input, cancellationToken);
            await pcm.FirstAsync(told, cancellationToken);
            return new DecodedAudio(pcm, log.Duration) { Gap = pcm.Gap };
        }
        catch
        {
            await pcm.DisposeAsync();
            throw;
        }
    }

    private IEnumerable<string> Command() =>
    [
        "ffmpeg", "-nostdin", "-hide_banner", "-nostats", "-loglevel", "level+info", "-threads", "1",
        "-protocol_whitelist", "file,pipe", "-format_whitelist", Formats, "-i", "{input}",
        "-vn", "-sn", "-dn", "-map", "0:a:0", "-ac", "1", "-ar", "16000",
        "-t", options.Value.LongestRecording.TotalSeconds.ToString("0", CultureInfo.InvariantCulture), "-f", "s16le", "pipe:1",
    ];

    private static async Task SendAsync(Stream file, Stream input, CancellationToken cancellationToken)
    {
        try
        {
            await file.CopyToAsync(input, cancellationToken);
            input.Close();
        }
        catch (IOException)
        {
            // It has ended; what it said tells why.
        }
    }
}
