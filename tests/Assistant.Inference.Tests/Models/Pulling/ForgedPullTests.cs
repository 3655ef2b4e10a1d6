using System.Security.Cryptography;
using Assistant.Inference.Models;

namespace Assistant.Inference.Tests.Models.Pulling;

/// <summary>Pulls from a hub that serves other bytes than it should, or lies about how many they are.</summary>
public sealed class ForgedPullTests
{
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
        // It may be the first that was wrong: where that is written down, and what to do.
        Assert.Contains(Path.Combine(fixture.Store, "models.lock.json"), refused.Message, StringComparison.Ordinal);
        Assert.Contains("\"someone/small@main\"", refused.Message, StringComparison.Ordinal);
        fixture.AssertNotInstalled();
    }

    /// <summary>A captive portal's page, with 200, or a clone's pointer: no digest is known, but it says itself that it is no model.</summary>
    [Theory]
    [InlineData("<!DOCTYPE html><html><body>Sign in to the network</body></html>", "a web page")]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n", "git lfs pull")]
    [InlineData("", "not an ONNX model")]
    public async Task Pull_OfWhatIsNoOnnxFile_IsRefusedAndPinsNothing(string served, string reason)
    {
        await using var fixture = new PullFixture();
        var weights = fixture.Weights;
        fixture.Hub.Files[PullFixture.Onnx] = System.Text.Encoding.UTF8.GetBytes(served);

        var refused = await Assert.ThrowsAsync<ModelStoreException>(() => fixture.PullAsync());

        Assert.Contains(PullFixture.Onnx, refused.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        fixture.AssertNotInstalled();
        fixture.Hub.Files[PullFixture.Onnx] = weights;
        await fixture.PullAsync();
        fixture.AssertInstalled();
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

    private static string Digest(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
