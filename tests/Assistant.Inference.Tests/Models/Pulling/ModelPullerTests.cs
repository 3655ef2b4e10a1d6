using System.Security.Cryptography;
using System.Text.Json;
using Assistant.Inference.Models;
using Assistant.Inference.Models.Pulling;
using Assistant.Inference.Models.Store;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Assistant.Inference.Tests.Models.Pulling;

/// <summary>Pulls that are interrupted, meet one another or run out of room, from a hub on loopback: what is in place in the end is the model, whole, or nothing.</summary>
public sealed class ModelPullerTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pull_FromAnHonestHub_PutsAllFilesInPlaceAndPinsThem(bool digests)
    {
        await using var fixture = new PullFixture(digests);

        await fixture.PullAsync();

        fixture.AssertInstalled();
        using var pins = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(fixture.Store, "models.lock.json")));
        var pinned = pins.RootElement.GetProperty("someone/small@main").GetProperty("files").EnumerateArray().ToDictionary(file => file.GetProperty("path").GetString()!, file => file.GetProperty("sha256").GetString());
        Assert.Equal(Digest(fixture.Weights), pinned[PullFixture.Onnx]);
        Assert.Equal(3, pinned.Count);
        Assert.Contains(fixture.Seen, seen => seen.File == PullFixture.Onnx && seen.Bytes == fixture.Weights.Length);
        // The repository has no chat template, and need not.
        Assert.Contains(fixture.Hub.Requests, request => request.File == "chat_template.jinja");
    }

    /// <summary>Connections end anywhere, in order or by a reset, with and without a known digest: what is there in the end is the file.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pull_CutAtRandomPlaces_GoesOnWhereItWas(bool digests)
    {
        await using var fixture = new PullFixture(digests);
        var random = new Random(5);
        fixture.Hub.Behave = request => request is { File: PullFixture.Onnx, Number: <= 12 }
            ? fixture.Hub.Honest(request) is { Body.Length: > 20_000 } reply ? reply with { CutAfter = 3_100 + random.Next(20_000), Resets = random.Next(2) == 0 } : null
            : null;

        await fixture.PullAsync();

        fixture.AssertInstalled();
        var resumed = fixture.Hub.Requests.Where(request => request is { File: PullFixture.Onnx, From: > 0 }).ToArray();
        Assert.True(resumed.Length >= 5, $"{resumed.Length} requests went on");
        Assert.All(resumed, request => Assert.Equal(HostileHub.Tag(fixture.Weights), request.IfRange));
        Assert.Equal(resumed.Select(request => request.From).Order(), resumed.Select(request => request.From));
    }

    [Fact]
    public async Task Pull_InterruptedAndStartedAgain_FetchesOnlyWhatIsMissing()
    {
        await using var fixture = new PullFixture();
        fixture.Hub.Behave = request => request.File == PullFixture.Onnx ? request.Number == 1 ? fixture.Hub.Honest(request) with { CutAfter = 200_000 } : new() { Status = 403 } : null;
        // One after the other: config.json is here when the model breaks off, tokenizer.json was not begun.
        await Assert.ThrowsAsync<ModelStoreException>(() => fixture.PullAsync(("Models:ParallelFiles", "1")));
        fixture.AssertNotInstalled();
        var before = fixture.Hub.Requests.Count;
        fixture.Hub.Behave = _ => null;

        await fixture.PullAsync();

        fixture.AssertInstalled();
        var after = fixture.Hub.Requests.Skip(before).ToArray();
        Assert.Equal(200_000, Assert.Single(after, request => request.File == PullFixture.Onnx).From);
        Assert.DoesNotContain(after, request => request.File == "config.json");
        Assert.Contains(after, request => request.File == "tokenizer.json");
    }

    [Fact]
    public async Task Pull_FromAServerThatIgnoresRanges_BeginsAgain()
    {
        await using var fixture = new PullFixture();
        fixture.Hub.Behave = request => request.File == PullFixture.Onnx ? fixture.Hub.Honest(request with { From = 0 }) with { CutAfter = request.Number == 1 ? 100_000 : null } : null;

        await fixture.PullAsync();

        fixture.AssertInstalled();
    }

    /// <summary>Further than the last try is not further than the best one.</summary>
    [Fact]
    public async Task Pull_FromAServerThatIgnoresRangesAndCutsAtVaryingPlaces_Ends()
    {
        await using var fixture = new PullFixture();
        fixture.Hub.Behave = request => request.File != PullFixture.Onnx ? null
            : fixture.Hub.Honest(request with { From = 0 }) with { CutAfter = request.Number % 2 == 0 ? 200_000 : 50_000, Status = request.Number < 40 ? 200 : 403 };

        var refused = await Assert.ThrowsAsync<ModelStoreException>(() => fixture.PullAsync());

        Assert.Contains("times in a row", refused.Message, StringComparison.Ordinal);
        Assert.InRange(fixture.Hub.Requests.Count(request => request.File == PullFixture.Onnx), 3, 8);
    }

    [Fact]
    public async Task Pull_OfAFileThatChangesInBetween_NeverMixesTheTwo()
    {
        await using var fixture = new PullFixture();
        var other = PullFixture.Protobuf(310_000);
        fixture.Hub.Behave = request =>
        {
            if (request is not { File: PullFixture.Onnx, Number: 1 })
                return null;
            var cut = fixture.Hub.Honest(request) with { CutAfter = 100_000 };
            fixture.Hub.Files[PullFixture.Onnx] = other;
            return cut;
        };

        await fixture.PullAsync();

        Assert.Equal(other, File.ReadAllBytes(Path.Combine(fixture.Installed, "onnx", "model.onnx")));
    }

    /// <summary>Even when it serves the rest of another file as if it were the same.</summary>
    [Fact]
    public async Task Pull_OfAFileWhoseRestIsOfAnother_BeginsAgainAndFits()
    {
        await using var fixture = new PullFixture(digests: true);
        var honest = fixture.Weights;
        fixture.Hub.Behave = request => request.File != PullFixture.Onnx ? null : request.Number switch
        {
            1 => fixture.Hub.Honest(request) with { CutAfter = 100_000 },
            2 => Part(request, new byte[honest.Length]),
            _ => null,
        };

        await fixture.PullAsync();

        fixture.AssertInstalled();
        Assert.Contains(fixture.Seen, seen => seen.Notice?.Contains("begins again", StringComparison.Ordinal) == true);
    }

    /// <summary>The repository has cut the weights in more files than the catalogue lists.</summary>
    [Fact]
    public async Task Pull_OfWeightsInFilesThatOnlyTheModelNames_FetchesThemToo()
    {
        await using var fixture = new PullFixture();
        fixture.Hub.Files[PullFixture.Onnx] = Naming("model.onnx_data", "model.onnx_data_1");
        fixture.WriteCatalogue(digests: false);
        foreach (var name in new[] { "model.onnx_data", "model.onnx_data_1" })
            fixture.Hub.Files["onnx/" + name] = new byte[100];

        await fixture.PullAsync();

        Assert.Equal(100, new FileInfo(Path.Combine(fixture.Installed, "onnx", "model.onnx_data_1")).Length);
        Assert.All(await fixture.Services().GetRequiredService<IModelStore>().VerifyAsync(PullFixture.Id, TestContext.Current.CancellationToken), check => Assert.Equal(check.Expected, check.Found));
    }

    [Fact]
    public async Task Pull_OfAModelThatNamesAFileElsewhere_IsRefused()
    {
        await using var fixture = new PullFixture();
        fixture.Hub.Files[PullFixture.Onnx] = Naming("../../../outside");
        fixture.WriteCatalogue(digests: false);

        Assert.Contains("outside", (await Assert.ThrowsAsync<ModelStoreException>(() => fixture.PullAsync())).Message, StringComparison.Ordinal);
        fixture.AssertNotInstalled();
        Assert.DoesNotContain(fixture.Hub.Requests, request => request.Path.Contains("outside", StringComparison.Ordinal));
    }

    /// <summary>Together, before the first of them is fetched.</summary>
    [Fact]
    public async Task RequireRoom_ForSeveralOfWhichEachAloneWouldFit_IsRefused()
    {
        await using var fixture = new PullFixture(digests: true);
        var services = fixture.Services();
        var model = services.GetRequiredService<IModelStore>().Catalogue.Single();
        var puller = Puller(services, new FullDisk((64 << 20) + (model.Bytes * 3 / 2), long.MaxValue));

        puller.RequireRoom([model]);
        Assert.Contains("are needed", Assert.Throws<ModelStoreException>(() => puller.RequireRoom([model, model with { Id = "other" }])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_WithoutRoomOnTheDisk_IsRefusedBeforeAnythingIsFetched()
    {
        await using var fixture = new PullFixture(digests: true);
        var services = fixture.Services();

        var refused = await Assert.ThrowsAsync<ModelStoreException>(() => fixture.PullAsync(Puller(services, new FullDisk(1_000_000, long.MaxValue)), services));

        Assert.Contains("1 MB free", refused.Message, StringComparison.Ordinal);
        Assert.Empty(fixture.Hub.Requests);
    }

    [Fact]
    public async Task Pull_OntoADiskThatFillsUp_KeepsWhatIsThereAndGoesOnLater()
    {
        await using var fixture = new PullFixture(digests: true);
        var services = fixture.Services();

        var refused = await Assert.ThrowsAsync<ModelStoreException>(() => fixture.PullAsync(Puller(services, new FullDisk(long.MaxValue, 150_000)), services));

        Assert.Contains("No space left", refused.Message, StringComparison.Ordinal);
        fixture.AssertNotInstalled();
        await fixture.PullAsync();
        fixture.AssertInstalled();
        Assert.InRange(fixture.Hub.Requests.Last(request => request.File == PullFixture.Onnx).From, 1, 150_000);
    }

    /// <summary>Files are written through a memory that is emptied when they are closed: only then is the disk found to be full.</summary>
    [Fact]
    public async Task Pull_OntoADiskThatIsFullWhenAFileIsClosed_PutsNothingInPlace()
    {
        await using var fixture = new PullFixture(digests: true);
        var services = fixture.Services();

        var refused = await Assert.ThrowsAsync<ModelStoreException>(() => fixture.PullAsync(Puller(services, new FullDisk(long.MaxValue, 150_000, late: true)), services));

        Assert.Contains("No space left", refused.Message, StringComparison.Ordinal);
        fixture.AssertNotInstalled();
    }

    /// <summary>Whoever pulls the plug afterwards finds the files that the manifest tells of.</summary>
    [Fact]
    public async Task Pull_OfEachFile_HasItOnDiskForGoodBeforeItIsInPlace()
    {
        await using var fixture = new PullFixture(digests: true);
        var (services, disk) = (fixture.Services(), new FullDisk(long.MaxValue, long.MaxValue));

        await fixture.PullAsync(Puller(services, disk), services);

        Assert.Equal(["config.json.part", "model.onnx.part", "tokenizer.json.part"], disk.Flushed.Order());
    }

    /// <summary>A folder where the lock of another user's would be: it is not this program's to write, as a file of root's is not.</summary>
    [Fact]
    public async Task Pull_WhereTheLockMayNotBeTaken_SaysSoAsAPullDoes()
    {
        await using var fixture = new PullFixture(digests: true);
        Directory.CreateDirectory(Path.Combine(fixture.Store, ".pulls", "pins.lock"));

        Assert.Contains("models.lock.json", (await Assert.ThrowsAsync<ModelStoreException>(() => fixture.PullAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_OfAModelThatAnotherIsFetching_IsRefused()
    {
        await using var fixture = new PullFixture();
        var reached = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        fixture.Hub.Behave = request =>
        {
            if (request.File == PullFixture.Onnx)
            {
                reached.TrySetResult();
                go.Task.Wait(TestContext.Current.CancellationToken);
            }
            return null;
        };
        var first = fixture.PullAsync(("Models:StallTimeout", "00:00:30"));
        await reached.Task.WaitAsync(TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<ModelStoreException>(() => fixture.PullAsync());

        Assert.Contains("Another process", refused.Message, StringComparison.Ordinal);
        go.SetResult();
        await first;
        fixture.AssertInstalled();
    }

    /// <summary>Wherever it is cancelled: it ends as cancelled, leaves no model, and the next pull makes one.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(60_000)]
    [InlineData(250_000)]
    [InlineData(300_000)]
    public async Task Pull_Cancelled_LeavesNoModelAndGoesOnLater(int after)
    {
        await using var fixture = new PullFixture();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        fixture.Hub.Behave = request => request.File == PullFixture.Onnx ? fixture.Hub.Honest(request) with { Chunk = 50_000, Pause = TimeSpan.FromMilliseconds(30) } : null;
        var services = fixture.Services();
        var model = services.GetRequiredService<IModelStore>().Catalogue.Single();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            services.GetRequiredService<IModelPuller>().PullAsync(model, null, new CancelAt(after, cancel), cancel.Token));

        fixture.AssertNotInstalled();
        await fixture.PullAsync();
        fixture.AssertInstalled();
    }

    [Fact]
    public async Task Pull_OfAnInstalledModel_ReplacesItWhole()
    {
        await using var fixture = new PullFixture();
        Directory.CreateDirectory(fixture.Installed);
        File.WriteAllText(Path.Combine(fixture.Installed, "old.txt"), "old");

        await fixture.PullAsync();

        fixture.AssertInstalled();
        Assert.False(File.Exists(Path.Combine(fixture.Installed, "old.txt")));
    }

    /// <summary>Any number of cuts at any places give the same bytes.</summary>
    [Fact]
    public void Pull_CutAnywhere_GivesTheSameBytes()
    {
        Gen.Int[3_100, 120_000].Array[1, 6].Sample(cuts =>
        {
            Task.Run(async () =>
            {
                await using var fixture = new PullFixture();
                fixture.Hub.Behave = request => request.File == PullFixture.Onnx && request.Number <= cuts.Length ? fixture.Hub.Honest(request) with { CutAfter = cuts[request.Number - 1] } : null;
                await fixture.PullAsync();
                fixture.AssertInstalled();
            }, TestContext.Current.CancellationToken).Wait(TestContext.Current.CancellationToken);
        }, iter: 12, threads: 1);
    }

    private static ModelPuller Puller(IServiceProvider services, IModelDisk disk) =>
        new(services.GetRequiredService<ModelLocator>(), disk, services.GetRequiredService<IOptions<ModelsOptions>>(), TimeProvider.System);

    private static HubReply Part(HubRequest request, byte[] other) => new()
    {
        Status = 206,
        Body = other[(int)request.From..],
        Headers = { ["Content-Range"] = $"bytes {request.From}-{other.Length - 1}/{other.Length}" },
    };

    /// <summary>A model whose weights lie in files of these names, 100 bytes each.</summary>
    private static byte[] Naming(params string[] names)
    {
        var graph = new ProtoWriter();
        foreach (var name in names)
            graph.Part(5, new ProtoWriter().Part(13, new ProtoWriter().Text(1, "location").Text(2, name)).Part(13, new ProtoWriter().Text(1, "length").Text(2, "100")));
        return new ProtoWriter().Part(7, graph).Written.ToArray();
    }

    private static string Digest(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private sealed class CancelAt(long bytes, CancellationTokenSource cancel) : IProgress<PullProgress>
    {
        public void Report(PullProgress value)
        {
            if (value.File == PullFixture.Onnx && value.Bytes >= bytes)
                cancel.Cancel();
        }
    }
}
