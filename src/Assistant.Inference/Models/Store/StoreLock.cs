namespace Assistant.Inference.Models.Store;

/// <summary>Locks between processes that change the models: a file held open, which the system lets go of however a process ends.</summary>
internal static class StoreLock
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(20);
    private const int Looks = 500;

    // EWOULDBLOCK of flock(2): another has it.
    private const int WouldBlock = 11;

    /// <summary>Null when another has it.</summary>
    public static IDisposable? Try(string store, string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(store, ModelStaging.FolderName)).FullName;
        try
        {
            return new FileStream(Path.Combine(folder, name + ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e.HResult == WouldBlock)
        {
            return null;
        }
    }

    /// <summary>For what is held for a moment only.</summary>
    /// <exception cref="ModelStoreException">It was held for ten seconds.</exception>
    public static IDisposable Wait(string store, string name)
    {
        for (var i = 0; i < Looks; i++)
        {
            if (Try(store, name) is { } held)
                return held;
            Thread.Sleep(s_look);
        }
        throw new ModelStoreException($"Another process keeps {Path.Combine(store, ModelStaging.FolderName, name)}.lock.");
    }
}
