using System.IO.Pipelines;
using System.Security.Cryptography;
using Assistant.Privacy;

namespace Assistant.Tests.Privacy;

public sealed class SealedSpoolTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Spool_ReadByTwoAtOnce_GivesBothAllOfIt()
    {
        var content = RandomNumberGenerator.GetBytes(200_000);
        using var spool = await SealedFile.SpoolAsync(new MemoryStream(content), Token);
        await using var first = spool.OpenRead();
        await using var second = spool.OpenRead();
        var (all, rest) = (new MemoryStream(), new byte[100_000]);
        second.Seek(-rest.Length, SeekOrigin.End);
        await first.ReadExactlyAsync(new byte[70_000], Token);
        await second.ReadExactlyAsync(rest, Token);
        first.Position = 0;
        await first.CopyToAsync(all, Token);

        Assert.Equal(content, all.ToArray());
        Assert.Equal(content[100_000..], rest);
    }

    /// <summary>A program that is killed leaves what has a name.</summary>
    [Fact]
    public async Task Spool_WhileItIsFilledAndAfterwards_HasNoName()
    {
        var before = Named();
        var content = new Pipe();
        var filling = SealedFile.SpoolAsync(content.Reader.AsStream(), Token);
        await content.Writer.WriteAsync(new byte[300_000], Token);
        Assert.Empty(await LastingAsync());

        await content.Writer.CompleteAsync();
        using var spool = await filling;
        Assert.Empty(await LastingAsync());
        await using var read = spool.OpenRead();
        Assert.Equal(300_000, read.Length);

        // Another test's has one for the moment in which it is opened.
        async Task<IEnumerable<string>> LastingAsync()
        {
            var now = Named();
            await Task.Delay(200, Token);
            return Named().Intersect(now).Except(before);
        }

        static string[] Named() => Directory.GetFiles(Path.GetTempPath(), "assistant-*.spool");
    }
}
