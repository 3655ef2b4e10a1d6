using Assistant.Perception;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Inference.Tests.Vision;

public sealed class PictureSearchTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pictures-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Index => Path.Combine(_folder.FullName, "catalogue.pictures");

    [Fact]
    public async Task FindAsync_ByPictureAndByWords_FindsWhatIsShown()
    {
        Skip("efficientnet-lite0", "bge-small-en-v1.5", "bge-small-zh-v1.5");
        await using var services = InferenceFixture.Services();
        var pictures = await FilledAsync(services);

        Assert.Equal("efficientnet-lite0", pictures.Model);
        Assert.Equal("alpha.png", (await pictures.FindAsync(Format("alpha.png"), 3, Token))[0].Name);
        Assert.Equal(1, (await pictures.FindAsync(Format("photo.jpg"), 1, Token))[0].Score, 1e-4);
        Assert.Equal("alpha.png", (await pictures.FindAsync("a pineapple", 3, Token))![0].Name);
        Assert.Equal("alpha.png", (await pictures.FindAsync("菠萝", 3, Token))![0].Name);
        Assert.Equal(2, (await pictures.FindAsync("anything", 2, Token))!.Count);
    }

    [Theory]
    [InlineData("clip-random")]
    [InlineData("siglip-random")]
    public async Task FindAsync_ContrastiveModel_ComparesPicturesAndWordsInOneSpace(string model)
    {
        Skip(model);
        await using var services = InferenceFixture.Services(settings: [("Vision:Model", model)]);
        var pictures = await FilledAsync(services);

        Assert.Equal(model, pictures.Model);
        Assert.Equal("gray.jpg", (await pictures.FindAsync(Format("gray.jpg"), 1, Token))[0].Name);
        Assert.Equal(4, (await pictures.FindAsync("banana", 9, Token))!.Count);
    }

    /// <summary>A model that was made with English alone is not asked in Chinese: the names of what is seen are.</summary>
    [Fact]
    public async Task FindAsync_WordsThatTheModelDoesNotRead_FindsByTheNamesOfWhatIsSeen()
    {
        Skip("clip-random", "efficientnet-lite0", "bge-small-zh-v1.5");
        await using var services = InferenceFixture.Services(settings: [("Vision:Model", "clip-random")]);
        var pictures = await FilledAsync(services);

        Assert.Equal("alpha.png", (await pictures.FindAsync("菠萝", 3, Token))![0].Name);
        await pictures.SaveAsync(Index, Token);
        Assert.Equal(4, (await services.GetRequiredService<IPictureSearch>().OpenAsync(Index, Token)).Count);
    }

    [Fact]
    public async Task FindAsync_WordsThatNothingReads_IsNull()
    {
        var source = InferenceFixture.Model("clip-random");
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "models"));
        Directory.CreateSymbolicLink(Path.Combine(_folder.FullName, "models", "clip-random"), source);
        await using var services = InferenceFixture.Services(Path.Combine(_folder.FullName, "models"), settings: [("Vision:Model", "clip-random")]);
        var pictures = await FilledAsync(services);

        Assert.Null(await pictures.FindAsync("菠萝", 3, Token));
        Assert.Equal(4, (await pictures.FindAsync("pineapple", 9, Token))!.Count);
    }

    [Fact]
    public async Task SaveAsync_Opened_FindsTheSame()
    {
        Skip("efficientnet-lite0", "bge-small-en-v1.5", "bge-small-zh-v1.5");
        await using var services = InferenceFixture.Services();
        var pictures = await FilledAsync(services);
        await pictures.SaveAsync(Index, Token);
        var opened = await services.GetRequiredService<IPictureSearch>().OpenAsync(Index, Token);

        Assert.Equal(4, opened.Count);
        Assert.Equal(await pictures.FindAsync(Format("tall.jpg"), 4, Token), await opened.FindAsync(Format("tall.jpg"), 4, Token));
        Assert.Equal(await pictures.FindAsync("fruit", 4, Token), await opened.FindAsync("fruit", 4, Token));
        Assert.True(opened.Remove("gray.jpg"));
        Assert.False(opened.Remove("gray.jpg"));
        await opened.SaveAsync(Index, Token);
        Assert.Equal(3, (await services.GetRequiredService<IPictureSearch>().OpenAsync(Index, Token)).Count);
        Assert.Equal([Index], Directory.GetFiles(_folder.FullName));
    }

    [Fact]
    public async Task OpenAsync_FileOfAnotherModel_IsRefusedByName()
    {
        Skip("clip-random", "siglip-random");
        await using var clip = InferenceFixture.Services(settings: [("Vision:Model", "clip-random")]);
        await using var siglip = InferenceFixture.Services(settings: [("Vision:Model", "siglip-random")]);
        await (await FilledAsync(clip)).SaveAsync(Index, Token);
        var refusal = await Assert.ThrowsAsync<PictureCollectionException>(() => siglip.GetRequiredService<IPictureSearch>().OpenAsync(Index, Token));

        Assert.Contains("clip-random", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("siglip-random", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_OtherFilesUnderTheSameName_IsRefusedAsSuch()
    {
        var source = InferenceFixture.Model("clip-random");
        var copy = Path.Combine(_folder.FullName, "models", "clip-random");
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(copy, Path.GetRelativePath(source, file)))!);
            File.Copy(file, Path.Combine(copy, Path.GetRelativePath(source, file)));
        }
        var preprocessor = Path.Combine(copy, "preprocessor_config.json");
        await using (var before = InferenceFixture.Services(Path.GetDirectoryName(copy), settings: [("Vision:Model", "clip-random")]))
        {
            await (await FilledAsync(before)).SaveAsync(Index, Token);
            Assert.Equal(4, (await before.GetRequiredService<IPictureSearch>().OpenAsync(Index, Token)).Count);
        }
        await File.AppendAllTextAsync(preprocessor, "\n", Token);
        await using var after = InferenceFixture.Services(Path.GetDirectoryName(copy), settings: [("Vision:Model", "clip-random")]);

        var refusal = await Assert.ThrowsAsync<PictureCollectionException>(() => after.GetRequiredService<IPictureSearch>().OpenAsync(Index, Token));

        Assert.Contains("other files of the same names", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>What is in memory is what the vectors are of, whatever was put beside its files since.</summary>
    [Fact]
    public async Task SaveAsync_AnotherPrecisionPutIntoTheFolder_IsMarkedByWhatWasLoaded()
    {
        var source = InferenceFixture.Model("clip-random");
        var copy = Path.Combine(_folder.FullName, "models", "clip-random");
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(copy, Path.GetRelativePath(source, file)))!);
            File.CreateSymbolicLink(Path.Combine(copy, Path.GetRelativePath(source, file)), file);
        }
        var other = Path.Combine(copy, "onnx", "vision_model_quantized.onnx");
        await using (var before = InferenceFixture.Services(Path.GetDirectoryName(copy), settings: [("Vision:Model", "clip-random")]))
        {
            await FilledAsync(before);
            await File.WriteAllBytesAsync(other, [.. await File.ReadAllBytesAsync(Path.Combine(copy, "onnx", "vision_model.onnx"), Token), (15 << 3) | 2, 4, 0, 0, 0, 0], Token);
            await (await FilledAsync(before)).SaveAsync(Index, Token);
        }
        await using (var after = InferenceFixture.Services(Path.GetDirectoryName(copy), settings: [("Vision:Model", "clip-random")]))
            await Assert.ThrowsAsync<PictureCollectionException>(() => after.GetRequiredService<IPictureSearch>().OpenAsync(Index, Token));
        File.Delete(other);
        await using var again = InferenceFixture.Services(Path.GetDirectoryName(copy), settings: [("Vision:Model", "clip-random")]);
        Assert.Equal(4, (await again.GetRequiredService<IPictureSearch>().OpenAsync(Index, Token)).Count);
    }

    [Fact]
    public async Task OpenAsync_NamesByAnotherSentenceModel_IsRefusedByName()
    {
        Skip("efficientnet-lite0", "bge-small-en-v1.5", "bge-small-zh-v1.5");
        await using var before = InferenceFixture.Services();
        await (await FilledAsync(before)).SaveAsync(Index, Token);
        await using var after = InferenceFixture.Services(settings: [("Embeddings:English", "bge-small-zh-v1.5")]);

        var refusal = await Assert.ThrowsAsync<PictureCollectionException>(() => after.GetRequiredService<IPictureSearch>().OpenAsync(Index, Token));

        Assert.Contains("en by bge-small-en-v1.5", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("en by bge-small-zh-v1.5", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_DamagedFiles_AreRefusedAsSuch()
    {
        Skip("clip-random");
        await using var services = InferenceFixture.Services(settings: [("Vision:Model", "clip-random")]);
        var search = services.GetRequiredService<IPictureSearch>();
        await (await FilledAsync(services)).SaveAsync(Index, Token);
        var whole = await File.ReadAllBytesAsync(Index, Token);
        foreach (var damaged in new[] { [], "PICTURES2\n"u8.ToArray(), whole[..^1], [.. whole[..200], (byte)(whole[200] ^ 1), .. whole[201..]], new byte[500] })
        {
            await File.WriteAllBytesAsync(Index, damaged, Token);
            await Assert.ThrowsAsync<PictureCollectionException>(() => search.OpenAsync(Index, Token));
        }
    }

    [Fact]
    public async Task AddAsync_ManyAtOnce_AllAreFound()
    {
        Skip("clip-random");
        await using var services = InferenceFixture.Services(settings: [("Vision:Model", "clip-random")]);
        var pictures = services.GetRequiredService<IPictureSearch>().Create();
        await Parallel.ForEachAsync(Enumerable.Range(0, 24), Token, async (i, cancellationToken) =>
            await pictures.AddAsync($"{i}", ReferencePictures.Painted(60, 40, ((byte)(i * 10), 128, 30), (i, 5, 20, 20, (255, (byte)(255 - i * 10), 0))), cancellationToken));

        Assert.Equal(24, pictures.Count);
        Assert.Equal("7", (await pictures.FindAsync(ReferencePictures.Painted(60, 40, (70, 128, 30), (7, 5, 20, 20, (255, 185, 0))), 1, Token))[0].Name);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task<IPictureCollection> FilledAsync(IServiceProvider services)
    {
        var pictures = services.GetRequiredService<IPictureSearch>().Create();
        foreach (var file in new[] { "alpha.png", "photo.jpg", "gray.jpg", "tall.jpg" })
            await pictures.AddAsync(file, Format(file), Token);
        return pictures;
    }

    private static Picture Format(string file) => ReferencePictures.Decode(InferenceFixture.DataSet("images", "formats", file));

    private static void Skip(params string[] models)
    {
        foreach (var model in models)
            InferenceFixture.Model(model);
    }
}
