using Assistant.Perception;
using Assistant.Perception.MediaProtocol;

namespace Assistant.IntegrationTests.Media;

/// <summary>A worker that was taken over and sends what it likes: a clear failure, bounded memory, and never a hang.</summary>
[Collection(MediaCollection.Name)]
public sealed class HostileWorkerTests
{
    private static readonly CancellationToken s_none = CancellationToken.None;

    [Fact]
    public Task Answer_PictureOfBillions_IsNotAllocated() =>
        AssertFailsAsync(writer => writer.WriteAsync(FrameType.Picture, new PictureHeader(2_000_000_000, 1, null), WorkerJson.Default.PictureHeader, s_none));

    [Fact]
    public Task Answer_PictureOfNegativeSize_IsRefused() =>
        AssertFailsAsync(writer => writer.WriteAsync(FrameType.Picture, new PictureHeader(-5, -5, null), WorkerJson.Default.PictureHeader, s_none));

    [Fact]
    public Task Answer_MorePixelsThanSaid_IsRefused() => AssertFailsAsync(async writer =>
    {
        await writer.WriteAsync(FrameType.Picture, new PictureHeader(2, 2, null), WorkerJson.Default.PictureHeader, s_none);
        await writer.WriteAsync(FrameType.Pixels, new byte[13], s_none);
    });

    [Fact]
    public Task Answer_PixelsWithoutPicture_IsRefused() => AssertFailsAsync(writer => writer.WriteAsync(FrameType.Pixels, new byte[3], s_none));

    [Fact]
    public Task Answer_FrameOfFourGigabytes_IsRefused() => AssertFailsAsync(_ => ValueTask.CompletedTask, [(byte)FrameType.Text, 0xFF, 0xFF, 0xFF, 0xFF]);

    [Fact]
    public Task Answer_UnknownFrame_IsRefused() => AssertFailsAsync(writer => writer.WriteAsync((FrameType)99, default, s_none));

    [Fact]
    public Task Answer_NotJson_IsRefused() => AssertFailsAsync(writer => writer.WriteAsync(FrameType.Text, "{"u8.ToArray(), s_none));

    [Fact]
    public Task Answer_CutOffFrame_IsRefused() => AssertFailsAsync(_ => ValueTask.CompletedTask, [(byte)FrameType.Text, 100, 0, 0, 0, 1, 2, 3]);

    [Fact]
    public Task Answer_MoreTextThanADocumentMayHave_IsRefused() => AssertFailsAsync(async writer =>
    {
        var block = new EvidenceBlock(new string('x', 900_000), new SourcePosition());
        for (var i = 0; i < 20; i++)
            await writer.WriteAsync(FrameType.Text, block, WorkerJson.Default.EvidenceBlock, s_none);
    });

    [Fact]
    public async Task Hello_OfAnotherProtocol_IsRefused()
    {
        await using var media = await HostileAsync(writer => writer.WriteAsync(FrameType.Hello, new WorkerHello(99, ""), WorkerJson.Default.WorkerHello, s_none), []);

        Assert.Equal(AttachmentProblem.WorkerFailed, (await media.RefusalAsync([1, 2, 3])).Problem);
    }

    [Fact]
    public async Task Refusal_Detail_IsShortAndPlain()
    {
        await using var media = await HostileAsync(async writer =>
        {
            await GreetAsync(writer);
            await writer.WriteAsync(FrameType.Failure, new WorkerFailure(AttachmentProblem.Unsupported, "a\u0007b\n" + new string('x', 5_000)), WorkerJson.Default.WorkerFailure, s_none);
        }, []);

        var refusal = await media.RefusalAsync([1, 2, 3]);

        Assert.Equal(AttachmentProblem.Unsupported, refusal.Problem);
        Assert.Equal("ab" + new string('x', 98), refusal.Detail);
    }

    private static async Task AssertFailsAsync(Func<FrameWriter, ValueTask> answer, byte[]? rest = null)
    {
        await using var media = await HostileAsync(async writer =>
        {
            await GreetAsync(writer);
            await answer(writer);
        }, rest ?? []);
        var before = GC.GetTotalAllocatedBytes();
        using var file = new MemoryStream([1, 2, 3]);

        var failure = await Assert.ThrowsAsync<MediaException>(async () =>
        {
            await foreach (var _ in media.Reader.ReadDocumentAsync(file, "a", "", TestContext.Current.CancellationToken))
            {
            }
        });

        Assert.Equal(AttachmentProblem.WorkerFailed, failure.Problem);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 200_000_000);
    }

    private static ValueTask GreetAsync(FrameWriter writer) =>
        writer.WriteAsync(FrameType.Hello, new WorkerHello(WorkerHello.CurrentProtocol, "nothing"), WorkerJson.Default.WorkerHello, s_none);

    /// <summary>A script in the worker's place that says these frames and ends with its input.</summary>
    private static async Task<MediaFixture> HostileAsync(Func<FrameWriter, ValueTask> say, byte[] rest)
    {
        var folder = Directory.CreateTempSubdirectory("hostile-worker-").FullName;
        var script = Path.Combine(folder, "worker");
        await using (var said = File.Create(script + ".said"))
        {
            await say(new FrameWriter(said));
            await said.WriteAsync(rest);
        }
        await File.WriteAllTextAsync(script, "#!/bin/sh\ncat \"$0.said\"\nexec cat > /dev/null\n");
        using (var allowed = System.Diagnostics.Process.Start("chmod", ["+x", script]))
            await allowed.WaitForExitAsync();
        return new MediaFixture(folder, maxCharacters: 100_000, ("Program", script), ("RequestTimeout", "00:00:10"));
    }
}
