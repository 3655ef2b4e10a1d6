using System.Diagnostics;
using Microsoft.Extensions.Options;

namespace Assistant.Storage.Keys;

/// <summary>Where the master key comes from: the configuration, a file, a command, or else a file that is made at the first start.</summary>
internal sealed class MasterKeySource(IOptions<PrivacyOptions> options, IOptions<DataOptions> data)
{
    private static readonly TimeSpan s_commandDeadline = TimeSpan.FromSeconds(30);

    public string Directory => Path.GetFullPath(options.Value.KeyDirectory is { Length: > 0 } configured ? configured : data.Value.EffectiveDirectory.TrimEnd(Path.DirectorySeparatorChar) + "-keys");

    public string File => options.Value.MasterKeyFile is { Length: > 0 } configured ? Path.GetFullPath(configured) : Path.Combine(Directory, "master.key");

    /// <summary>Only a file can be replaced from here, by rotation.</summary>
    public bool IsFile => string.IsNullOrEmpty(options.Value.MasterKey) && string.IsNullOrEmpty(options.Value.MasterKeyCommand);

    /// <summary>Where rotation leaves the new key until the key store is wrapped with it.</summary>
    public string NextFile => File + ".next";

    /// <summary>Null when there is none yet.</summary>
    /// <exception cref="KeyStoreException">There is one that cannot be read.</exception>
    public MasterKey? Find()
    {
        if (options.Value.MasterKey is { Length: > 0 } given)
            return MasterKey.Parse(given, "Privacy:MasterKey");
        if (options.Value.MasterKeyCommand is { Length: > 0 } command)
            return MasterKey.Parse(Run(command), "Privacy:MasterKeyCommand");
        return Read(File);
    }

    public static MasterKey? Read(string file)
    {
        try
        {
            return System.IO.File.Exists(file) ? MasterKey.Parse(System.IO.File.ReadAllText(file), file) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KeyStoreException($"The master key in {file} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Writes the key where only this user reads it, and never over another.</summary>
    public static void Write(string file, MasterKey key)
    {
        try
        {
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var stream = new FileStream(file, options);
            stream.Write(System.Text.Encoding.ASCII.GetBytes(key.Export() + "\n"));
            stream.Flush(flushToDisk: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KeyStoreException($"The master key cannot be written to {file}: {e.Message}. Set Privacy:KeyDirectory to a folder of this user's, or give the key as Privacy:MasterKey.", e);
        }
    }

    /// <summary>The new key's file takes the old one's place, unless another process was faster.</summary>
    /// <param name="next">The new key.</param>
    public void TakeNext(MasterKey next)
    {
        try
        {
            System.IO.File.Move(NextFile, File, overwrite: true);
        }
        catch (FileNotFoundException) when (Read(File)?.Id == next.Id)
        {
        }
    }

    private static string Run(string command)
    {
        var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(words[0], words[1..]) { RedirectStandardOutput = true })!;
            var output = process.StandardOutput.ReadToEndAsync();
            if (!process.WaitForExit(s_commandDeadline))
            {
                process.Kill(entireProcessTree: true);
                throw new KeyStoreException($"Privacy:MasterKeyCommand ('{words[0]}') did not end within {s_commandDeadline.TotalSeconds} s.");
            }
            return process.ExitCode == 0 ? output.GetAwaiter().GetResult() : throw new KeyStoreException($"Privacy:MasterKeyCommand ('{words[0]}') ended with {process.ExitCode}.");
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new KeyStoreException($"Privacy:MasterKeyCommand ('{words[0]}') cannot be run: {e.Message}", e);
        }
    }
}
