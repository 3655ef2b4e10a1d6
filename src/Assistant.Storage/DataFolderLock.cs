using System.Globalization;
using System.Text;
using Assistant.Conversations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Assistant.Storage;

/// <summary>Holds the data folder for one program: two of them would each keep parts of it in memory. The system lets go of it when the program ends, however that is.</summary>
internal sealed class DataFolderLock(IOptions<DataOptions> data, IOptions<StorageOptions> storage) : IHostedLifecycleService, IDisposable
{
    // EWOULDBLOCK of flock(2), and Windows' name for the same.
    private const int WouldBlock = 11, SharingViolation = unchecked((int)0x80070020);
    private FileStream? _held;

    /// <exception cref="DataFolderTakenException">Another program has it.</exception>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        if (storage.Value.IsPostgres)
            return Task.CompletedTask;
        var folder = data.Value.EffectiveDirectory;
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "server.lock");
        try
        {
            _held = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (IsTaken(e))
        {
            throw new DataFolderTakenException($"Another program uses the data folder {folder}. Stop it, or give this one another folder with --Data:Directory.", e);
        }
        Sign(_held);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Of opening a file that another program holds.</summary>
    internal static bool IsTaken(IOException exception) => exception.HResult is WouldBlock or SharingViolation;

    public void Dispose() => _held?.Dispose();

    /// <summary>For whoever looks for the program that has it; a full disk does not keep it from being held.</summary>
    private static void Sign(FileStream held)
    {
        try
        {
            held.SetLength(0);
            held.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            held.Flush();
        }
        catch (IOException)
        {
        }
    }
}
