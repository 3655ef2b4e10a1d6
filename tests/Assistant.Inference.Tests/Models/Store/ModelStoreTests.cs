using System.IO.Compression;
using System.Text;
using Assistant.Inference.Models;
using Assistant.Inference.Models.Store;
using Assistant.Inference.Tests.Models.Pulling;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Inference.Tests.Models.Store;

/// <summary>Models that come and go without a network.</summary>
public sealed class ModelStoreTests : IAsyncDisposable
{
    private readonly PullFixture _fixture = new(digests: true);
    private readonly CancellationToken _cancellationToken = TestContext.Current.CancellationToken;

    [Fact]
    public async Task ExportAndImport_GiveTheSameModelOnAnotherMachine()
    {
        await _fixture.PullAsync();
        var zip = Path.Combine(_fixture.Root, "small-model.zip");
        await StoreOf().ExportAsync(PullFixture.Id, zip, _cancellationToken);
        var (other, away) = Other();

        Assert.Equal([PullFixture.Id], await away.ImportAsync(zip, _cancellationToken));

        var found = Locator(other).FindModel(PullFixture.Id)!;
        Assert.Equal(Path.Combine(other, PullFixture.Id), found);
        foreach (var file in Directory.GetFiles(_fixture.Installed, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_fixture.Installed, file)))
            Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(_fixture.Installed, file), _cancellationToken), await File.ReadAllBytesAsync(Path.Combine(found, file), _cancellationToken));
        Assert.All(await away.VerifyAsync(PullFixture.Id, _cancellationToken), check => Assert.Null(check.Problem));
        Assert.Equal("MIT", Assert.Single(away.Installed()).Licence);
    }

    [Fact]
    public async Task Import_OfSeveralFolders_TakesEach()
    {
        var source = Directory.CreateDirectory(Path.Combine(_fixture.Root, "usb")).FullName;
        WriteModel(Path.Combine(source, PullFixture.Id));
        WriteModel(Path.Combine(source, "another-one"));
        Directory.CreateDirectory(Path.Combine(source, "photos"));

        Assert.Equal(["another-one", PullFixture.Id], await StoreOf().ImportAsync(source, _cancellationToken));

        Assert.Equal(["another-one", PullFixture.Id], StoreOf().Installed().Select(model => model.Id));
    }

    [Fact]
    public async Task Import_OfAFolderOfLinks_AsTheHubsOwnCacheHasThem_CopiesTheFiles()
    {
        var (blobs, source) = (Directory.CreateDirectory(Path.Combine(_fixture.Root, "blobs")).FullName, Path.Combine(_fixture.Root, PullFixture.Id));
        WriteModel(source);
        var weights = Path.Combine(source, "onnx", "model.onnx");
        File.Move(weights, Path.Combine(blobs, "f00"));
        File.CreateSymbolicLink(weights, Path.Combine(blobs, "f00"));

        await StoreOf().ImportAsync(source, _cancellationToken);

        var copied = new FileInfo(Path.Combine(_fixture.Installed, "onnx", "model.onnx"));
        Assert.Null(copied.LinkTarget);
        Assert.Equal(_fixture.Weights.Length, copied.Length);
    }

    /// <summary>A clone that was made without Git LFS holds pointers where the weights should be.</summary>
    [Fact]
    public async Task Import_OfACloneWithoutItsLargeFiles_IsRefusedWithWhatToDo()
    {
        var source = Path.Combine(_fixture.Root, "cloned");
        WriteModel(source);
        await File.WriteAllTextAsync(Path.Combine(source, "onnx", "model.onnx"), "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n", _cancellationToken);

        Assert.Contains("git lfs pull", (await Assert.ThrowsAsync<ModelStoreException>(() => StoreOf().ImportAsync(source, _cancellationToken))).Message, StringComparison.Ordinal);
        _fixture.AssertNotInstalled();
    }

    /// <summary>The hub's own cache in place: a folder of links into a folder of files that are named by their digests.</summary>
    [Fact]
    public async Task VerifyAndExport_OfAFolderOfLinks_SeeTheFiles()
    {
        var (blobs, folder) = (Directory.CreateDirectory(Path.Combine(_fixture.Root, "blobs")).FullName, Directory.CreateDirectory(Path.Combine(_fixture.Store, "linked")).FullName);
        var naming = new ProtoWriter().Part(7, new ProtoWriter().Part(5, new ProtoWriter()
            .Part(13, new ProtoWriter().Text(1, "location").Text(2, "model.onnx_data")).Part(13, new ProtoWriter().Text(1, "length").Text(2, "9000")))).Written.ToArray();
        foreach (var (name, content) in new[] { ("config.json", "{}"u8.ToArray()), ("model.onnx", naming), ("model.onnx_data", new byte[9_000]) })
        {
            await File.WriteAllBytesAsync(Path.Combine(blobs, name), content, _cancellationToken);
            File.CreateSymbolicLink(Path.Combine(folder, name), Path.Combine("..", "..", "blobs", name));
        }

        Assert.All(await StoreOf().VerifyAsync("linked", _cancellationToken), check => Assert.Null(check.Problem));
        await StoreOf().ExportAsync("linked", Path.Combine(_fixture.Root, "linked.zip"), _cancellationToken);
        Assert.Equal(9_002 + naming.Length, Assert.Single(StoreOf().Installed()).Bytes);
        Assert.Equal(9_000 + naming.Length, OnnxFileSize.Bytes(Path.Combine(folder, "model.onnx")));
        Assert.Equal(9_000, ModelLocator.Size(Path.Combine(folder, "model.onnx_data")));
        File.Delete(Path.Combine(blobs, "model.onnx_data"));
        Assert.Equal(0, ModelLocator.Size(Path.Combine(folder, "model.onnx_data")));
    }

    /// <summary>What an import that was killed during its check left behind is neither taken for the model's own nor kept.</summary>
    [Fact]
    public async Task Import_AfterOneThatWasKilled_IsAsIfItWereTheFirst()
    {
        var left = ModelStaging.Of(_fixture.Store, PullFixture.Id, "import");
        Directory.CreateDirectory(Path.Combine(left, "onnx"));
        await File.WriteAllTextAsync(Path.Combine(left, "sentence.json"), """{"pooling":"cls"}""", _cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(left, "onnx", "broken.onnx"), "half", _cancellationToken);
        var source = Path.Combine(_fixture.Root, PullFixture.Id);
        WriteModel(source);
        File.Delete(Path.Combine(source, "sentence.json"));

        await StoreOf().ImportAsync(source, _cancellationToken);

        _fixture.AssertInstalled();
        Assert.False(File.Exists(Path.Combine(_fixture.Installed, "onnx", "broken.onnx")));
    }

    [Fact]
    public async Task Import_OfSeveralWithoutRoomForAll_TakesNone()
    {
        var source = Directory.CreateDirectory(Path.Combine(_fixture.Root, "usb")).FullName;
        WriteModel(Path.Combine(source, PullFixture.Id));
        WriteModel(Path.Combine(source, "another-one"));
        var services = _fixture.Services();
        var import = new ModelImport(_fixture.Store, services.GetRequiredService<Assistant.Inference.Models.Catalogue.ModelCatalogue>(), new FullDisk((64 << 20) + (_fixture.Weights.Length * 3 / 2), long.MaxValue));

        Assert.Contains("MB are needed", (await Assert.ThrowsAsync<ModelStoreException>(() => import.RunAsync(source, _cancellationToken))).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_fixture.Store));
    }

    [Fact]
    public async Task Export_WithoutRoom_IsRefusedBeforeItIsWritten()
    {
        await _fixture.PullAsync();
        var services = _fixture.Services();
        var store = new ModelStore(services.GetRequiredService<ModelLocator>(), services.GetRequiredService<Assistant.Inference.Models.Catalogue.ModelCatalogue>(), new FullDisk(1_000_000, long.MaxValue));

        Assert.Contains("another disk", (await Assert.ThrowsAsync<ModelStoreException>(() => store.ExportAsync(PullFixture.Id, Path.Combine(_fixture.Root, "out.zip"), _cancellationToken))).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_fixture.Root, "out.zip*"));
    }

    [Fact]
    public async Task Export_IntoAFolderThatIsNotThere_SaysSo()
    {
        await _fixture.PullAsync();
        var file = Path.Combine(_fixture.Root, "no", "such", "folder", "x.zip");

        Assert.Contains(file, (await Assert.ThrowsAsync<ModelStoreException>(() => StoreOf().ExportAsync(PullFixture.Id, file, _cancellationToken))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_OfOtherBytesThanTheCatalogueHas_IsRefusedWithNameAndDigests()
    {
        var source = Path.Combine(_fixture.Root, PullFixture.Id);
        WriteModel(source);
        var forged = (byte[])_fixture.Weights.Clone();
        forged[^1] ^= 1;
        await File.WriteAllBytesAsync(Path.Combine(source, "onnx", "model.onnx"), forged, _cancellationToken);

        var refused = await Assert.ThrowsAsync<ModelStoreException>(() => StoreOf().ImportAsync(source, _cancellationToken));

        Assert.Contains("onnx/model.onnx", refused.Message, StringComparison.Ordinal);
        Assert.Contains("is expected", refused.Message, StringComparison.Ordinal);
        _fixture.AssertNotInstalled();
        Assert.Empty(Directory.GetDirectories(Path.Combine(_fixture.Store, ".pulls")));
    }

    [Theory]
    [InlineData("small-model/../../evil.onnx")]
    [InlineData("/etc/evil.onnx")]
    [InlineData("small-model\\..\\evil.onnx")]
    [InlineData("small-model/con trol.onnx")]
    public async Task Import_OfAZipWithANameThatLeadsOut_IsRefused(string name)
    {
        var zip = Zip(archive =>
        {
            Add(archive, "small-model/config.json", "{}"u8);
            Add(archive, name, _fixture.Weights);
        });

        var refused = await Assert.ThrowsAsync<ModelStoreException>(() => StoreOf().ImportAsync(zip, _cancellationToken));

        Assert.Contains(name, refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_fixture.Store));
    }

    [Fact]
    public async Task Import_OfAZipWhoseManifestDoesNotFit_IsRefused()
    {
        var manifest = $$"""{"id":"mine","repository":null,"revision":null,"licence":null,"files":[{"path":"onnx/model.onnx","bytes":1,"sha256":"{{new string('0', 64)}}"}]}""";
        var zip = Zip(archive =>
        {
            Add(archive, "model.manifest.json", Encoding.UTF8.GetBytes(manifest));
            Add(archive, "config.json", "{}"u8);
            Add(archive, "onnx/model.onnx", _fixture.Weights);
        });

        Assert.Contains("its manifest", (await Assert.ThrowsAsync<ModelStoreException>(() => StoreOf().ImportAsync(zip, _cancellationToken))).Message, StringComparison.Ordinal);
        _fixture.AssertNotInstalled();
    }

    [Fact]
    public async Task Import_OfAnExportCutShort_IsRefused()
    {
        await _fixture.PullAsync();
        var zip = Path.Combine(_fixture.Root, "small-model.zip");
        await StoreOf().ExportAsync(PullFixture.Id, zip, _cancellationToken);
        var bytes = await File.ReadAllBytesAsync(zip, _cancellationToken);
        await File.WriteAllBytesAsync(zip, bytes[..(bytes.Length / 2)], _cancellationToken);
        var (other, away) = Other();

        await Assert.ThrowsAsync<ModelStoreException>(() => away.ImportAsync(zip, _cancellationToken));

        Assert.Null(Locator(other).FindModel(PullFixture.Id));
    }

    /// <summary>As a folder from the hub is called: the catalogue's model, with what the catalogue adds to it.</summary>
    [Theory]
    [InlineData("Small-Model")]
    [InlineData("small")]
    public async Task Import_OfAHubsFolderUnderItsOwnName_IsTheCataloguesModel(string name)
    {
        WriteModel(Path.Combine(_fixture.Root, name));
        File.Delete(Path.Combine(_fixture.Root, name, "sentence.json"));

        Assert.Equal([PullFixture.Id], await StoreOf().ImportAsync(Path.Combine(_fixture.Root, name), _cancellationToken));

        _fixture.AssertInstalled();
        Assert.All(await StoreOf().VerifyAsync(PullFixture.Id, _cancellationToken), check => Assert.Null(check.Problem));
    }

    [Fact]
    public async Task Import_OfOtherBytesUnderTheHubsName_IsAModelOfItsOwn()
    {
        var source = Path.Combine(_fixture.Root, "Small-Model");
        WriteModel(source);
        await File.WriteAllBytesAsync(Path.Combine(source, "onnx", "model.onnx"), PullFixture.Protobuf(1_000), _cancellationToken);

        Assert.Equal(["Small-Model"], await StoreOf().ImportAsync(source, _cancellationToken));
    }

    /// <summary>What an operator set beside a model stays.</summary>
    [Fact]
    public async Task Import_WithAFileThatTheCatalogueWouldAdd_KeepsIt()
    {
        var source = Path.Combine(_fixture.Root, PullFixture.Id);
        WriteModel(source);
        await File.WriteAllTextAsync(Path.Combine(source, "sentence.json"), """{"pooling":"mean"}""", _cancellationToken);

        await StoreOf().ImportAsync(source, _cancellationToken);

        Assert.Contains("mean", await File.ReadAllTextAsync(Path.Combine(_fixture.Installed, "sentence.json"), _cancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_OfAnUnknownModel_IsTakenAndItsDigestsHold()
    {
        var source = Path.Combine(_fixture.Root, "my-own-model");
        WriteModel(source);

        await StoreOf().ImportAsync(source, _cancellationToken);

        var installed = Path.Combine(_fixture.Store, "my-own-model", "config.json");
        Assert.All(await StoreOf().VerifyAsync("my-own-model", _cancellationToken), check => Assert.Equal(check.Expected, check.Found));
        await File.AppendAllTextAsync(installed, " ", _cancellationToken);
        Assert.Equal(["config.json"], (await StoreOf().VerifyAsync("my-own-model", _cancellationToken)).Where(check => check.Problem is not null).Select(check => check.Path));
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("empty")]
    public async Task Import_OfWhatHoldsNoModel_SaysSo(string source)
    {
        Directory.CreateDirectory(Path.Combine(_fixture.Root, "empty"));

        await Assert.ThrowsAsync<ModelStoreException>(() => StoreOf().ImportAsync(Path.Combine(_fixture.Root, source), _cancellationToken));
    }

    [Fact]
    public async Task Verify_OfAModelWithAFileMissingAndOneChanged_NamesBoth()
    {
        await _fixture.PullAsync();
        File.Delete(Path.Combine(_fixture.Installed, "tokenizer.json"));
        await File.AppendAllTextAsync(Path.Combine(_fixture.Installed, "onnx", "model.onnx"), "x", _cancellationToken);

        var checks = (await StoreOf().VerifyAsync(PullFixture.Id, _cancellationToken)).ToDictionary(check => check.Path);

        Assert.Equal("missing", checks["tokenizer.json"].Problem);
        Assert.Contains("other bytes", checks["onnx/model.onnx"].Problem, StringComparison.Ordinal);
        Assert.Null(checks["config.json"].Problem);
        await Assert.ThrowsAsync<ModelStoreException>(() => StoreOf().ExportAsync(PullFixture.Id, Path.Combine(_fixture.Root, "out.zip"), _cancellationToken));
        Assert.False(File.Exists(Path.Combine(_fixture.Root, "out.zip")));
    }

    /// <summary>A folder copied by hand may hold anything; the other models are listed and checked nevertheless.</summary>
    [Fact]
    public async Task InstalledAndVerify_WithAFileOfAnotherName_GoOn()
    {
        await _fixture.PullAsync();
        WriteModel(Path.Combine(_fixture.Store, "by-hand"));
        await File.WriteAllTextAsync(Path.Combine(_fixture.Store, "by-hand", "README (1).md"), "twice", _cancellationToken);

        Assert.Equal(["by-hand", PullFixture.Id], StoreOf().Installed().Select(model => model.Id));
        var wrong = Assert.Single(await StoreOf().VerifyAsync("by-hand", _cancellationToken), check => check.Problem is not null);
        Assert.Equal("README (1).md", wrong.Path);
        Assert.All(await StoreOf().VerifyAsync(PullFixture.Id, _cancellationToken), check => Assert.Null(check.Problem));
    }

    [Theory]
    [InlineData("../../etc")]
    [InlineData("nothing")]
    public async Task Verify_OfWhatIsNotInstalled_SaysSo(string id) =>
        Assert.Contains("is not installed", (await Assert.ThrowsAsync<ModelStoreException>(() => StoreOf().VerifyAsync(id, _cancellationToken))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Export_OverAFileThatIsThere_IsRefused()
    {
        await _fixture.PullAsync();
        var file = Path.Combine(_fixture.Root, "kept.zip");
        await File.WriteAllTextAsync(file, "kept", _cancellationToken);

        await Assert.ThrowsAsync<ModelStoreException>(() => StoreOf().ExportAsync(PullFixture.Id, file, _cancellationToken));

        Assert.Equal("kept", await File.ReadAllTextAsync(file, _cancellationToken));
    }

    /// <summary>A process was killed between the two renames by which a model takes another's place: the old one comes back.</summary>
    [Fact]
    public async Task Staging_OpenedAfterAKillInTheMiddleOfACommit_PutsTheOldModelBack()
    {
        await _fixture.PullAsync();
        Directory.Move(_fixture.Installed, Path.Combine(_fixture.Store, ".pulls", PullFixture.Id + "@old"));

        using (ModelStaging.Open(_fixture.Store, PullFixture.Id, "another source"))
            Assert.True(Directory.Exists(_fixture.Installed));
    }

    /// <summary>Also when nobody pulls it again: the next start has it. While another process is at it, it is left alone.</summary>
    [Fact]
    public async Task Locator_AfterAKillInTheMiddleOfACommit_PutsTheOldModelBack()
    {
        await _fixture.PullAsync();
        Directory.Move(_fixture.Installed, Path.Combine(_fixture.Store, ".pulls", PullFixture.Id + "@old"));

        using (StoreLock.Try(_fixture.Store, PullFixture.Id))
            _fixture.AssertNotInstalled();
        _fixture.AssertInstalled();
    }

    /// <summary>The new model is in its place, and of what was there before half is gone already: that is never put back.</summary>
    [Fact]
    public async Task Locator_AfterAKillAtTheEndOfACommit_RemovesWhatIsLeftOfTheOldModel()
    {
        await _fixture.PullAsync();
        var pulls = Path.Combine(_fixture.Store, ".pulls");
        var (old, gone) = (Directory.CreateDirectory(Path.Combine(pulls, PullFixture.Id + "@old")), Directory.CreateDirectory(Path.Combine(pulls, PullFixture.Id + "@gone")));
        File.WriteAllText(Path.Combine(gone.FullName, "half"), "");

        _fixture.AssertInstalled();
        Assert.False(Directory.Exists(old.FullName) || Directory.Exists(gone.FullName));

        Directory.Delete(_fixture.Installed, recursive: true);
        Directory.CreateDirectory(gone.FullName);
        _fixture.AssertNotInstalled();
        Assert.False(Directory.Exists(gone.FullName));
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    private IModelStore StoreOf() => _fixture.Services().GetRequiredService<IModelStore>();

    private (string Folder, IModelStore Store) Other()
    {
        var folder = Path.Combine(_fixture.Root, "other");
        return (folder, _fixture.Services(("Models:Directory", folder)).GetRequiredService<IModelStore>());
    }

    private ModelLocator Locator(string folder) => _fixture.Services(("Models:Directory", folder)).GetRequiredService<ModelLocator>();

    private void WriteModel(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "onnx"));
        foreach (var (name, content) in _fixture.Hub.Files)
            File.WriteAllBytes(Path.Combine(folder, name), content);
    }

    private string Zip(Action<ZipArchive> fill)
    {
        var path = Path.Combine(_fixture.Root, "made.zip");
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        fill(zip);
        return path;
    }

    private static void Add(ZipArchive archive, string name, ReadOnlySpan<byte> content)
    {
        using var entry = archive.CreateEntry(name).Open();
        entry.Write(content);
    }
}
