using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Assistant.Inference.Models;
using Microsoft.Extensions.Options;

namespace Assistant.Inference.Tests.Models;

/// <summary>Folders of models that this user may not read, such as another user's.</summary>
[UnsupportedOSPlatform("windows")]
public sealed partial class UnreadableFolderTests : IDisposable
{
    private const uint Nobody = 65534;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("unreadable-");

    [Fact]
    public void AllModels_WithAFolderThatMayNotBeRead_AreThoseOfTheOthers()
    {
        var (closed, open) = (_folder.CreateSubdirectory("closed"), _folder.CreateSubdirectory("open"));
        open.CreateSubdirectory("bge-small-en-v1.5");
        foreach (var folder in new[] { _folder, open })
            File.SetUnixFileMode(folder.FullName, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        File.SetUnixFileMode(closed.FullName, UnixFileMode.None);
        var locator = new ModelLocator(Options.Create(new ModelsOptions { Directory = $"{closed.FullName}:{open.FullName}" }));

        var found = AsNobody(() => locator.AllModels().Select(Path.GetFileName).ToArray());

        Assert.Contains("bge-small-en-v1.5", found);
    }

    public void Dispose()
    {
        File.SetUnixFileMode(Path.Combine(_folder.FullName, "closed"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _folder.Delete(recursive: true);
    }

    /// <summary>Root may read all: on this thread, files are then opened as somebody who may not.</summary>
    private static T AsNobody<T>(Func<T> look)
    {
        if (!Environment.IsPrivilegedProcess)
            return look();
        _ = SetFileUser(Nobody);
        try
        {
            return look();
        }
        finally
        {
            _ = SetFileUser(0);
        }
    }

    [LibraryImport("libc", EntryPoint = "setfsuid")]
    private static partial int SetFileUser(uint user);
}
