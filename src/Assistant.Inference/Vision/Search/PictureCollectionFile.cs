using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Assistant.Perception;

namespace Assistant.Inference.Vision.Search;

/// <summary>
/// A collection of pictures as a file: a mark with its version, the model and words that its vectors come from, then name and vectors of each picture, little-endian,
/// and the SHA-256 of it all. Written in whole under another name first.
/// </summary>
internal static class PictureCollectionFile
{
    private const int MaxDimensions = 65_536;
    private const long MaxBytes = int.MaxValue;
    private static readonly byte[] s_mark = "PICTURES2\n"u8.ToArray();

    public static async Task WriteAsync(string path, PictureSpace space, IReadOnlyList<KeyValuePair<string, PictureVectors>> pictures, CancellationToken cancellationToken)
    {
        var (full, written) = (Path.GetFullPath(path), Path.GetFullPath(path) + ".new");
        try
        {
            await Task.Run(() => Write(written, space, pictures, cancellationToken), cancellationToken);
            File.Move(written, full, overwrite: true);
        }
        finally
        {
            File.Delete(written);
        }
    }

    /// <exception cref="PictureCollectionException">Not such a file, or damaged.</exception>
    public static Task<(PictureSpace Space, IReadOnlyList<KeyValuePair<string, PictureVectors>> Pictures)> ReadAsync(string path, CancellationToken cancellationToken) => Task.Run(async () =>
    {
        if (new FileInfo(path).Length > MaxBytes)
            throw new PictureCollectionException($"{path} is larger than {MaxBytes:N0} bytes.");
        var bytes = await File.ReadAllBytesAsync(path, cancellationToken);
        if (!bytes.AsSpan().StartsWith(s_mark))
            throw new PictureCollectionException($"{path} is not a collection of pictures, or of another version: index the pictures again.");
        if (bytes.Length < s_mark.Length + SHA256.HashSizeInBytes || !SHA256.HashData(bytes.AsSpan(0, bytes.Length - SHA256.HashSizeInBytes)).AsSpan().SequenceEqual(bytes.AsSpan(bytes.Length - SHA256.HashSizeInBytes)))
            throw new PictureCollectionException($"{path} is damaged: index the pictures again.");
        return Read(bytes);
    }, cancellationToken);

    private static void Write(string path, PictureSpace space, IReadOnlyList<KeyValuePair<string, PictureVectors>> pictures, CancellationToken cancellationToken)
    {
        using var hash = SHA256.Create();
        using var file = new FileStream(path, FileMode.Create);
        using (var hashed = new CryptoStream(file, hash, CryptoStreamMode.Write, leaveOpen: true))
        using (var writer = new BinaryWriter(hashed, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(s_mark);
            writer.Write(space.Model);
            writer.Write(space.Words);
            writer.Write(space.Files);
            writer.Write(pictures.Count);
            foreach (var (name, vectors) in pictures.OrderBy(picture => picture.Key, StringComparer.Ordinal))
            {
                cancellationToken.ThrowIfCancellationRequested();
                writer.Write(name);
                foreach (var vector in vectors.All)
                {
                    writer.Write(vector.Length);
                    writer.Write(MemoryMarshal.AsBytes(vector.AsSpan()));
                }
            }
        }
        file.Write(hash.Hash!);
        file.Flush(flushToDisk: true);
    }

    private static (PictureSpace Space, IReadOnlyList<KeyValuePair<string, PictureVectors>> Pictures) Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes, s_mark.Length, bytes.Length - s_mark.Length - SHA256.HashSizeInBytes), Encoding.UTF8);
        var space = new PictureSpace(reader.ReadString(), reader.ReadString(), reader.ReadString());
        var pictures = new List<KeyValuePair<string, PictureVectors>>();
        for (var left = reader.ReadInt32(); left > 0; left--)
            pictures.Add(new(reader.ReadString(), new(Vector(reader), Vector(reader), Vector(reader))));
        return (space, pictures);
    }

    private static float[] Vector(BinaryReader reader)
    {
        var length = reader.ReadInt32();
        if (length is < 0 or > MaxDimensions)
            throw new PictureCollectionException($"A vector of {length} numbers is not possible: index the pictures again.");
        var vector = new float[length];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(vector.AsSpan()));
        return vector;
    }
}
