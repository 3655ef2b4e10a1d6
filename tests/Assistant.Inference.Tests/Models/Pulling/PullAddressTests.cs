using Assistant.Inference.Models;

namespace Assistant.Inference.Tests.Models.Pulling;

/// <summary>From where models may come, and where they may be put.</summary>
public sealed class PullAddressTests
{
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
}
