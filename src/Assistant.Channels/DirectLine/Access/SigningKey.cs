using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.DirectLine.Access;

/// <summary>The key that tokens, cookies and conversation ids are signed with: configured, or made once in a file that only this user reads. Thread-safe.</summary>
internal sealed class SigningKey(IOptions<DirectLineOptions> options)
{
    private const string FileName = "directline.key";
    private const int Shortest = 32;
    private readonly Lazy<byte[]> _key = new(() => Load(options.Value));

    /// <summary>HMAC-SHA256 of the data for one purpose: a signature made for one is none for another.</summary>
    public byte[] Sign(string purpose, ReadOnlySpan<byte> data)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key.Value);
        mac.AppendData(Encoding.UTF8.GetBytes(purpose + "\n"));
        mac.AppendData(data);
        return mac.GetHashAndReset();
    }

    private static byte[] Load(DirectLineOptions options)
    {
        if (options.SigningKey is { Length: > 0 } configured)
            return Encoding.UTF8.GetBytes(configured);
        if (options.SigningKeyFile is { Length: > 0 } file)
            return Encoding.UTF8.GetBytes(SecretFile.Read("DirectLine:SigningKeyFile", file, Shortest));
        var path = Path.Combine(options.KeyDirectory ?? throw new InvalidOperationException("Set DirectLine:SigningKey, SigningKeyFile or KeyDirectory."), FileName);
        return File.Exists(path) ? Read(path) : Create(path);
    }

    /// <summary>Written aside and moved without overwriting: of two servers that start at once, both end with the same key.</summary>
    private static byte[] Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = $"{path}.{Guid.NewGuid():N}";
        var settings = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            settings.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(draft, settings))
        {
            file.Write(Encoding.ASCII.GetBytes(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))));
            file.Flush(flushToDisk: true);
        }
        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
        return Read(path);
    }

    private static byte[] Read(string path) => Encoding.ASCII.GetBytes(SecretFile.Read("DirectLine:KeyDirectory", path, Shortest));
}
