using Assistant.Inference.Models;

namespace Assistant.Inference.Tests.Models;

public sealed class FilesMarkTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mark-");

    [Fact]
    public void Of_TheSameFilesElsewhere_IsTheSameAndOfOthersAnother()
    {
        var (bytes, random) = (new byte[20 << 20], new Random(3));
        random.NextBytes(bytes);
        var (first, second) = (Written("a", bytes), Written("b", bytes));
        Assert.Equal(FilesMark.Of([first]), FilesMark.Of([second]));

        // Other weights differ everywhere, not in one place.
        for (var i = 0; i < bytes.Length; i += 16)
            bytes[i] ^= 1;
        Assert.NotEqual(FilesMark.Of([first]), FilesMark.Of([Written("c", bytes)]));
        Assert.NotEqual(FilesMark.Of([first]), FilesMark.Of([Written("d", bytes[..^1])]));
        Assert.NotEqual(FilesMark.Of([first]), FilesMark.Of([first, second]));
    }

    [Fact]
    public void Of_AModelWithItsWeightsBesideIt_CountsThem()
    {
        var path = Written("model.onnx", new ProtoWriter().Part(7, new ProtoWriter().Part(5, new ProtoWriter().Part(13, new ProtoWriter().Text(1, "location").Text(2, "model.onnx_data")))).Written.ToArray());
        Written("model.onnx_data", [1, 2, 3]);
        var before = FilesMark.Of([path]);
        Written("model.onnx_data", [1, 2, 4]);

        Assert.NotEqual(before, FilesMark.Of([path]));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Written(string name, byte[] content)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
