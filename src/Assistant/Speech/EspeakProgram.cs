using System.Text;
using Assistant.Perception.Media;

namespace Assistant.Speech;

/// <summary>
/// eSpeak NG, run inside the worker's sandbox: no network, no files but programs and their data, bounded memory and time. Texts go to its standard input, never to a command line.
/// </summary>
internal sealed class EspeakProgram(MediaWorkerProgram worker)
{
    private const string Program = "espeak-ng";
    private const long MemoryBytes = 512L * 1024 * 1024;
    private const long CpuSeconds = 120;

    // The sandbox lets it write nowhere; a limit of nothing would end the launcher, whose runtime maps its code as a file in memory.
    private const long FileBytes = 256L * 1024 * 1024;
    private const int LongestOutput = 4 * 1024 * 1024;

    // Asked for once; by two at once, twice the same.
    private EspeakVoices? _voices;

    public bool IsInstalled => worker.IsInstalled && MediaWorkerProgram.Finds(Program);

    /// <summary>The voices that it has.</summary>
    public async ValueTask<EspeakVoices> VoicesAsync(CancellationToken cancellationToken) => _voices ??= new(await ReadAsync("", ["--voices"], cancellationToken));

    /// <param name="text">To be said, or to be told the pronunciation of.</param>
    /// <exception cref="SpeechOutputException">It is not installed.</exception>
    public async Task<SandboxedProcess> StartAsync(string text, params IEnumerable<string> arguments)
    {
        if (!IsInstalled)
            throw new SpeechOutputException(SpeechProblem.NotInstalled, Program);
        var process = SandboxedProcess.Start(worker, new(MemoryBytes, CpuSeconds, FileBytes), [Program, "-b", "1", .. arguments]);
        try
        {
            _ = DrainAsync(process.Error);
            await process.Input.WriteAsync(Encoding.UTF8.GetBytes(Harmless(text)), CancellationToken.None);
            process.Input.Close();
        }
        catch (IOException)
        {
            // It has ended; that nothing comes of it is told by whoever reads.
        }
        return process;
    }

    /// <summary>Everything that it writes.</summary>
    /// <exception cref="SpeechOutputException">It failed.</exception>
    public async Task<string> ReadAsync(string text, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        await using var process = await StartAsync(text, arguments);
        await using var ends = cancellationToken.Register(process.Kill);
        var (held, buffer) = (new MemoryStream(), new byte[16 * 1024]);
        int read;
        while ((read = await process.Output.ReadAsync(buffer, CancellationToken.None)) > 0 && held.Length + read <= LongestOutput)
            held.Write(buffer, 0, read);
        cancellationToken.ThrowIfCancellationRequested();
        if (read > 0 || await process.ExitAsync(cancellationToken) != 0)
            throw new SpeechOutputException(SpeechProblem.Failed, Program);
        return Encoding.UTF8.GetString(held.GetBuffer(), 0, (int)held.Length);
    }

    /// <summary>Two opening brackets begin phonemes, as eSpeak reads them; a text that people wrote is words only. Control characters say nothing.</summary>
    private static string Harmless(string text) => string.Create(text.Length, text, static (to, from) =>
    {
        for (var i = 0; i < from.Length; i++)
            to[i] = from[i] == '[' || (char.IsControl(from[i]) && from[i] is not ('\n' or '\t')) ? ' ' : from[i];
    });

    private static async Task DrainAsync(Stream errors)
    {
        try
        {
            await errors.CopyToAsync(Stream.Null, CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The process was ended.
        }
    }
}
