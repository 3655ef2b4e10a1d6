using System.Security.Cryptography;
using System.Text.Json;
using Assistant.Inference.Models;
using Assistant.Inference.Models.Pulling;
using Assistant.Inference.Models.Store;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Assistant.Inference.Tests.Models.Pulling;

/// <summary>Pulls from a hub that does everything wrong that a network, a server or a forger can.</summary>
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
        await Assert.ThrowsAsync<ModelStoreException>(() => fixture.PullAsync());
        fixture.AssertNotInstalled();
        var before = fixture.Hub.Requests.Count;
        fixture.Hub.Behave = _ => null;

        await fixture.PullAsync();

        fixture.AssertInstalled();
        var after = fixture.Hub.Requests.Skip(before).ToArray();
        Assert.Equal(200_000, Assert.Single(after, request => request.File == PullFixture.Onnx).From);
        Assert.DoesNotContain(after, request => request.File is "config.json" or "tokenizer.json");
    }

    [Fact]
    public async Task Pull_FromAServerThatIgnoresRanges_BeginsAgain()
    {
        await using var fixture = new PullFixture();
        fixture.Hub.Behave = request => request.File == PullFixture.Onnx ? fixture.Hub.Honest(request with { From = 0 }) with { CutAfter = request.Number == 1 ? 100_000 : null } : null;

        await fixture.PullAsync();

        fixture.AssertInstalled();
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

    [Fact]
    public async Task Pull_OfWrongBytes_IsRefusedByNameWithBothDigestsAndRemoved()
    {
        await using var fixture = new PullFixture(digests: true);
        var forged = (byte[])fixture.Weights.Clone();
        forged[^1] ^= 1;
        fixture.Hub.Files[PullFixture.Onnx] = forged;

        var refused = await Assert.ThrowsAsync<ModelStoreException>(() => fixture.PullAsync());

        Assert.Contains(PullFixture.Onnx, refused.Message, StringComparison.Ordinal);
        Assert.Contains(Digest(fixture.Weights), refused.Message, StringComparison.Ordinal);
        Assert.Contains(Digest(forged), refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(fixture.Store, "model.onnx*", SearchOption.AllDirectories));
        fixture.AssertNotInstalled();
    }

    [Fact]
    public async Task Pull_OfABranchThatMovedOn_MustMatchWhatTheFirstPullPinned()
    {
        await using var fixture = new PullFixture();
        await fixture.PullAsync();
        Directory.Delete(fixture.Installed, recursive: true);
        fixture.Hub.Files["config.json"] = "{\"model_type\":\"bort\"}"u8.ToArray();

        var refused = await Assert.ThrowsAsync<ModelStoreException>(() => fixture.PullAsync());

        Assert.Contains("config.json", refused.Message, StringComparison.Ordinal);
        fixture.AssertNotInstalled();
    }

    /// <summary>What the hub says of a file before it sends people to its storage is held against what comes from there.</summary>
    [Fact]
    public async Task Pull_OfAFileWhoseStorageServesOtherBytesThanTheHubSays_IsRefused()
    {
        await using var fixture = new PullFixture();
        fixture.Hub.Behave = request => request.File == PullFixture.Onnx
            ? new() { Status = 302, Headers = { ["Location"] = "/a/b/resolve/c/storage", ["X-Linked-ETag"] = $"\"{Digest([1, 2, 3])}\"" } }
            : request.File == "storage" ? new HubReply { Body = fixture.Weights } : null;

        var refused = await Assert.ThrowsAsync<ModelStoreException>(() => fixture.PullAsync());

        Assert.Contains(Digest([1, 2, 3]), refused.Message, StringComparison.Ordinal);
        fixture.AssertNotInstalled();
    }

    [Theory]
    [InlineData(-100_000)]
    [InlineData(100_000)]
    public async Task Pull_FromAServerThatLiesAboutTheLength_IsRefusedWhenTheLengthIsKnown(int lie)
    {
        await using var fixture = new PullFixture(digests: true);
        fixture.Hub.Behave = request => request.File == PullFixture.Onnx ? fixture.Hub.Honest(request) with { Length = fixture.Weights.Length + lie } : null;

        var refused = await Assert.ThrowsAsync<ModelStoreException>(() => fixture.PullAsync());

        Assert.Contains($"{fixture.Weights.Length + lie:N0}", refused.Message, StringComparison.Ordinal);
        fixture.AssertNotInstalled();
    }

    [Fact]
    public async Task Pull_FromAServerThatPromisesMoreThanItSends_EndsAfterItsAttempts()
    {
        await using var fixture = new PullFixture();
        fixture.Hub.Behave = request => request.File == PullFixture.Onnx ? new HubReply { Body = fixture.Weights, Length = fixture.Weights.Length + 5 } : null;

        var refused = await Assert.ThrowsAsync<ModelStoreException>(() => fixture.PullAsync());

        Assert.Contains("3 times in a row", refused.Message, StringComparison.Ordinal);
        fixture.AssertNotInstalled();
    }

    /// <summary>Nobody knows the length but the server, and what it sends is cut short: the model itself says how long it must be.</summary>
    [Fact]
    public async Task Pull_FromAServerThatPromisesTooLittle_IsNoticedByTheModelItself()
    {
        await using var fixture = new PullFixture();
        fixture.Hub.Behave = request => request.File == PullFixture.Onnx ? new HubReply { Body = fixture.Weights, Length = 1_000 } : null;

        var refused = await Assert.ThrowsAsync<ModelStoreException>(() => fixture.PullAsync());

        Assert.Contains("cut short", refused.Message, StringComparison.Ordinal);
        fixture.AssertNotInstalled();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pull_OfABodyThatNeverEnds_EndsAtTheLimit(bool digests)
    {
        await using var fixture = new PullFixture(digests);
        fixture.Hub.Behave = request => request.File == PullFixture.Onnx ? new HubReply { Body = fixture.Weights, Endless = true } : null;

        var refused = await Assert.ThrowsAsync<ModelStoreException>(() => fixture.PullAsync(("Models:MaxFileBytes", "5000000")));

        Assert.Contains(digests ? $"{fixture.Weights.Length:N0} bytes" : "5,000,000 bytes", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(fixture.Store, "model.onnx*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Pull_OfASlowBody_IsGivenItsTime()
    {
        await using var fixture = new PullFixture();
        fixture.Hub.Behave = request => request.File == PullFixture.Onnx ? fixture.Hub.Honest(request) with { Chunk = 60_000, Pause = TimeSpan.FromMilliseconds(200) } : null;

        await fixture.PullAsync();

        fixture.AssertInstalled();
    }

    [Fact]
    public async Task Pull_OfAConnectionThatFallsSilent_IsTriedAgain()
    {
        await using var fixture = new PullFixture();
        fixture.Hub.Behave = request => request is { File: PullFixture.Onnx, Number: <= 2 }
            ? request.Number == 1 ? new() { Silent = true } : fixture.Hub.Honest(request) with { CutAfter = 50_000, StallsAtEnd = true }
            : null;

        await fixture.PullAsync();

        fixture.AssertInstalled();
        Assert.Contains(fixture.Seen, seen => seen.Notice?.StartsWith("silence for 0.5 s", StringComparison.Ordinal) == true);
    }

    [Theory]
    [InlineData(429, null)]
    [InlineData(429, "1")]
    [InlineData(503, null)]
    [InlineData(503, "1")]
    public async Task Pull_FromAServerThatIsBusy_WaitsAndComesAgain(int status, string? retryAfter)
    {
        await using var fixture = new PullFixture();
        fixture.Hub.Behave = request => request is { File: PullFixture.Onnx, Number: <= 2 } ? Busy(status, retryAfter) : null;
        var started = TimeProvider.System.GetTimestamp();

        await fixture.PullAsync();

        fixture.AssertInstalled();
        Assert.Equal(retryAfter is not null, TimeProvider.System.GetElapsedTime(started) > TimeSpan.FromSeconds(1.9));
        Assert.Contains(fixture.Seen, seen => seen.Notice?.StartsWith($"it answered {status}, again in", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Pull_FromAServerThatAsksToWaitForHours_EndsAndSaysSo()
    {
        await using var fixture = new PullFixture();
        fixture.Hub.Behave = request => request.File == PullFixture.Onnx ? Busy(429, "7200") : null;

        var refused = await Assert.ThrowsAsync<ModelStoreException>(() => fixture.PullAsync());

        Assert.Contains("120 minutes", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://example.com/a/b/resolve/c/storage", "example.com")]
    [InlineData("http://192.0.2.1/a/b/resolve/c/storage", "not https")]
    [InlineData("file:///etc/passwd", "not https")]
    public async Task Pull_RedirectedToAHostThatIsNotAllowed_IsRefusedUnasked(string location, string because)
    {
        await using var fixture = new PullFixture();
        fixture.Hub.Behave = request => request.File == PullFixture.Onnx ? new() { Status = 302, Headers = { ["Location"] = location } } : null;

        var refused = await Assert.ThrowsAsync<ModelStoreException>(() => fixture.PullAsync());

        Assert.Contains(because, refused.Message, StringComparison.Ordinal);
        fixture.AssertNotInstalled();
    }

    [Fact]
    public async Task Pull_RedirectedToAHostThatIsAllowed_Follows()
    {
        await using var fixture = new PullFixture();
        await using var storage = new HostileHub();
        storage.Files["model"] = fixture.Weights;
        fixture.Hub.Behave = request => request.File == PullFixture.Onnx ? new() { Status = 302, Headers = { ["Location"] = $"{storage.Address}/a/b/resolve/c/model" } } : null;

        await fixture.PullAsync(("Models:RedirectHosts:0", "127.0.0.1"));

        fixture.AssertInstalled();
        Assert.Single(storage.Requests);
    }

    [Fact]
    public async Task Pull_RedirectedForEver_Ends()
    {
        await using var fixture = new PullFixture();
        fixture.Hub.Behave = request => request.File == PullFixture.Onnx ? new() { Status = 307, Headers = { ["Location"] = request.Path } } : null;

        Assert.Contains("over and over", (await Assert.ThrowsAsync<ModelStoreException>(() => fixture.PullAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_OfAFileThatIsNotThere_SaysWhichAndWhatToDo()
    {
        await using var fixture = new PullFixture();
        fixture.Hub.Files.Remove("tokenizer.json", out _);

        var refused = await Assert.ThrowsAsync<ModelStoreException>(() => fixture.PullAsync());

        Assert.Contains("404 to tokenizer.json", refused.Message, StringComparison.Ordinal);
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

    [Theory]
    [InlineData("http://example.com")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("https://name:password@example.com")]
    [InlineData("not an address")]
    public async Task Pull_FromAnAddressThatIsNotSafe_IsRefused(string hub)
    {
        await using var fixture = new PullFixture();

        Assert.Contains("https", (await Assert.ThrowsAsync<ModelStoreException>(() => fixture.PullAsync(("Models:Mirror", hub)))).Message, StringComparison.Ordinal);
    }

    /// <summary>A company's mirror does not send people out of the company.</summary>
    [Fact]
    public async Task Pull_FromAMirrorThatRedirectsToThePublicHub_IsRefused()
    {
        await using var fixture = new PullFixture();
        fixture.Hub.Behave = request => request.File == PullFixture.Onnx ? new() { Status = 302, Headers = { ["Location"] = "https://cdn-lfs.huggingface.co/a/b/resolve/c/storage" } } : null;

        var refused = await Assert.ThrowsAsync<ModelStoreException>(() => fixture.PullAsync(("Models:Hub", "https://huggingface.co"), ("Models:Mirror", fixture.Hub.Address)));

        Assert.Contains("cdn-lfs.huggingface.co", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_IntoWhatIsNoFolder_SaysWhatToSet()
    {
        await using var fixture = new PullFixture();
        var file = Path.Combine(fixture.Root, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);

        Assert.Contains("Models:PullInto", (await Assert.ThrowsAsync<ModelStoreException>(() => fixture.PullAsync(("Models:PullInto", Path.Combine(file, "models"))))).Message, StringComparison.Ordinal);
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

    private static HubReply Busy(int status, string? retryAfter)
    {
        var reply = new HubReply { Status = status };
        if (retryAfter is not null)
            reply.Headers["Retry-After"] = retryAfter;
        return reply;
    }

    private static string Digest(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>A disk with so much room, by its own account and in truth.</summary>
    private sealed class FullDisk(long said, long taken) : IModelDisk
    {
        private long _left = taken;

        public long FreeBytes(string folder) => said;

        public Stream Append(string path) => new Filling(this, new ModelDisk().Append(path));

        private sealed class Filling(FullDisk disk, Stream inner) : Stream
        {
            public override bool CanRead => false;
            public override bool CanSeek => false;
            public override bool CanWrite => true;
            public override long Length => inner.Length;
            public override long Position { get => inner.Position; set => throw new NotSupportedException(); }
            public override void Flush() => inner.Flush();
            public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
            public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
            public override void SetLength(long value) => throw new NotSupportedException();

            public override void Write(byte[] buffer, int offset, int count)
            {
                if (Interlocked.Add(ref disk._left, -count) < 0)
                    throw new IOException("No space left on device");
                inner.Write(buffer, offset, count);
            }

            protected override void Dispose(bool disposing)
            {
                if (disposing)
                    inner.Dispose();
                base.Dispose(disposing);
            }
        }
    }
}
