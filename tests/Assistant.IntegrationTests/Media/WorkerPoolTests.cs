using System.Diagnostics;
using Assistant.IntegrationTests.Processes;
using Assistant.Perception;

namespace Assistant.IntegrationTests.Media;

/// <summary>Workers are counted by the process that started them, and servers of other tests in it have workers, too: those of this class run from a copy.</summary>
public sealed class WorkerPoolTests(WorkerPoolTests.CopiedWorker copy) : IClassFixture<WorkerPoolTests.CopiedWorker>
{
    private static readonly byte[] s_picture = Convert.FromBase64String(TinyPictures.Jpeg);

    [Fact]
    public async Task Worker_KilledWhileItReads_CostsThatFileOnly()
    {
        await using var media = Media(("Count", "1"));
        await media.DecodeAsync(s_picture);
        using var worker = Mine().Single();
        using var endless = new EndlessStream();
        var reading = media.Reader.DecodePictureAsync(endless, "endless", TestContext.Current.CancellationToken);
        await endless.Started;

        worker.Kill();

        Assert.Equal(AttachmentProblem.WorkerFailed, (await Assert.ThrowsAsync<MediaException>(() => reading)).Problem);
        Assert.Equal(16, (await media.DecodeAsync(s_picture)).Width);
        Assert.DoesNotContain(Mine(), process => process.Id == worker.Id);
    }

    [Fact]
    public async Task Worker_KilledWhileIdle_CostsNothing()
    {
        await using var media = Media(("Count", "1"));
        await media.DecodeAsync(s_picture);
        using var worker = Mine().Single();
        worker.Kill();
        await worker.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(16, (await media.DecodeAsync(s_picture)).Width);
    }

    [Fact]
    public async Task Worker_OutOfMemory_CostsThatFileOnly()
    {
        await using var media = Media(("Count", "1"), ("MemoryLimit", $"{256 * 1024 * 1024}"));

        Assert.Equal(AttachmentProblem.WorkerFailed, (await media.RefusalAsync(HandmadePictures.Png(7_000, 7_000))).Problem);
        Assert.Equal(16, (await media.DecodeAsync(s_picture)).Width);
    }

    [Fact]
    public async Task Worker_Hanging_TimesOutAndIsReplaced()
    {
        await using var media = Media(("Count", "1"), ("RequestTimeout", "00:00:08"));
        await media.DecodeAsync(s_picture);
        using var worker = Mine().Single();
        worker.Signal("STOP");

        Assert.Equal(AttachmentProblem.TimedOut, (await media.RefusalAsync(s_picture)).Problem);
        Assert.True(worker.HasExited);
        Assert.Equal(16, (await media.DecodeAsync(s_picture)).Width);
    }

    [Fact]
    public async Task Decode_Cancelled_EndsTheWorker()
    {
        await using var media = Media(("Count", "1"));
        await media.DecodeAsync(s_picture);
        using var worker = Mine().Single();
        using var endless = new EndlessStream();
        using var stop = new CancellationTokenSource();
        var reading = media.Reader.DecodePictureAsync(endless, "endless", stop.Token);
        await endless.Started;

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.True(worker.HasExited);
        Assert.Equal(16, (await media.DecodeAsync(s_picture)).Width);
    }

    [Fact]
    public async Task Workers_ManyFilesAtOnce_StayWithinTheirNumber()
    {
        await using var media = Media(("Count", "2"), ("MaxRequestsPerWorker", "3"));
        var most = 0;

        await Parallel.ForEachAsync(Enumerable.Range(0, 16), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = TestContext.Current.CancellationToken }, async (_, _) =>
        {
            Assert.Equal(16, (await media.DecodeAsync(s_picture)).Width);
            most = Math.Max(most, Mine().Count);
        });

        Assert.InRange(most, 1, 2);
    }

    [Fact]
    public async Task Workers_Disposed_LeaveNoProcess()
    {
        var media = Media();
        await media.DecodeAsync(s_picture);
        using var worker = Mine().Single();

        await media.DisposeAsync();

        Assert.True(worker.HasExited);
        Assert.False(Directory.Exists($"/proc/{worker.Id}"));
    }

    [Fact]
    public async Task Worker_NotInstalled_SaysSo()
    {
        await using var media = new MediaFixture(("Program", "/nonexistent/Assistant.MediaWorker"));

        Assert.False(media.Isolation.IsAvailable);
        Assert.False(media.Audio.IsAvailable);
        Assert.Equal(AttachmentProblem.NotInstalled, (await media.RefusalAsync(s_picture)).Problem);
    }

    private MediaFixture Media(params (string Name, string Value)[] settings) => new([("Program", copy.Program), .. settings]);

    private IReadOnlyList<Process> Mine() => WorkerProcesses.Of(Environment.ProcessId, copy.Program);

    public sealed class CopiedWorker : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("assistant-worker-");

        public CopiedWorker() => FileTree.Copy(Path.Combine(AppContext.BaseDirectory, "worker"), _folder.FullName);

        public string Program => Path.Combine(_folder.FullName, "Assistant.MediaWorker");

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
