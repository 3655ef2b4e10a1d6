using System.ComponentModel;
using System.Diagnostics;

namespace Assistant.MediaWorker.Pictures;

/// <summary>Runs one of poppler's programs to its end and gives what it printed.</summary>
internal static class PopplerProcess
{
    private const int LongestError = 8 * 1024;

    public static byte[] Run(string program, IEnumerable<string> arguments, long longestOutput, CancellationToken cancellationToken)
    {
        using var process = Start(program, arguments);
        using var stop = cancellationToken.Register(() => process.StandardOutput.Close());
        var error = Task.Run(() => Read(process.StandardError.BaseStream, LongestError), CancellationToken.None);
        var output = Read(process.StandardOutput.BaseStream, longestOutput);
        // Whatever it still has to say ends with a broken pipe.
        process.StandardOutput.Close();
        process.WaitForExit();
        cancellationToken.ThrowIfCancellationRequested();
        if (output.Length == 0 || process.ExitCode != 0)
            throw Failure(System.Text.Encoding.UTF8.GetString(error.GetAwaiter().GetResult()));
        return output;
    }

    private static Process Start(string program, IEnumerable<string> arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;
        }
        catch (Win32Exception e)
        {
            throw new MediaException(AttachmentProblem.NotInstalled, "poppler-utils", e);
        }
    }

    private static byte[] Read(Stream stream, long longest)
    {
        using var all = new MemoryStream();
        var buffer = new byte[Frame.Chunk];
        while (all.Length <= longest && stream.Read(buffer) is var read and > 0)
            all.Write(buffer, 0, read);
        return all.Length <= longest ? all.ToArray() : [];
    }

    private static MediaException Failure(string error) =>
        error.Contains("Incorrect password", StringComparison.Ordinal)
            ? new MediaException(AttachmentProblem.PasswordProtected)
            : new MediaException(AttachmentProblem.Damaged);
}
