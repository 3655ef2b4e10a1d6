using System.Globalization;
using System.Text;
using Assistant.Conversations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Assistant.Storage;

/// <summary>Holds the data folder for one program: two of them would each keep parts of it in memory. The system lets go of it when the program ends, however that is.</summary>
internal sealed class DataFolderLock(IOptions<DataOptions> data, IOptions<StorageOptions> storage) : IHostedLifecycleService, IDisposable
{
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
            _held.SetLength(0);
            _held.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            _held.Flush();
            return Task.CompletedTask;
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or FileNotFoundException))
        {
            throw new DataFolderTakenException($"Another program uses the data folder {folder}. Stop it, or give this one another folder with --Data:Directory.", e);
        }
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

    public void Dispose() => _held?.Dispose();
}
