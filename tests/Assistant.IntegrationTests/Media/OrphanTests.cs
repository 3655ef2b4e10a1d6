using System.Diagnostics;
using Assistant.IntegrationTests.Processes;

namespace Assistant.IntegrationTests.Media;

[Collection(MediaCollection.Name)]
public sealed class OrphanTests
{
    [Fact]
    public async Task Server_KilledWhileAWorkerReads_LeavesNoWorker()
    {
        var folder = Directory.CreateTempSubdirectory("orphans-");
        var picture = Path.Combine(folder.FullName, "large.png");
        await File.WriteAllBytesAsync(picture, HandmadePictures.Png(7_000, 7_000), TestContext.Current.CancellationToken);
        using var server = Process.Start(new ProcessStartInfo(Checkout.Server, ["look", "--json", .. Enumerable.Repeat(picture, 50)]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            using var worker = await FirstWorkerAsync(server);

            server.Kill();
            await server.WaitForExitAsync(TestContext.Current.CancellationToken);

            await worker.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            folder.Delete(recursive: true);
        }
    }

    private static async Task<Process> FirstWorkerAsync(Process server)
    {
        while (!server.HasExited)
        {
            if (WorkerProcesses.Of(server.Id) is [var worker, ..])
                return worker;
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
        throw new InvalidOperationException($"The server ended by itself: {await server.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)}");
    }
}
