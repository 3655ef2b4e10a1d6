using Assistant.Inference.Language;
using Assistant.Inference.Models;
using Assistant.Inference.Models.Store;
using Assistant.Inference.Speech.Voices;
using Assistant.Inference.Speech.Whisper;
using Assistant.Inference.Tests.Models.Pulling;
using Assistant.Inference.Vision.Contrastive;
using Assistant.Inference.Vision.Detection;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Inference.Tests.Models.Store;

/// <summary>Models that are removed while somebody looks through the folder: the program starts, lists and chooses among what is left.</summary>
public sealed class VanishingModelTests : IAsyncDisposable
{
    private readonly PullFixture _fixture = new();

    [Fact]
    public async Task Looking_WhileModelsComeAndGo_FindsWhatIsThereAndDoesNotFail()
    {
        await _fixture.PullAsync();
        var services = _fixture.Services();
        var (locator, store) = (services.GetRequiredService<ModelLocator>(), services.GetRequiredService<IModelStore>());
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var comingAndGoing = Task.Run(() => ComeAndGo(enough.Token), TestContext.Current.CancellationToken);

        try
        {
            for (var round = 0; round < 300; round++)
            {
                Assert.Contains(store.Installed(), model => model.Id == PullFixture.Id);
                _ = VitsFiles.FindAll(locator);
                _ = WhisperFiles.FindAll(locator);
                _ = DecoderFiles.FindAll(locator, "");
                _ = DetectorFiles.Find(locator, "");
                _ = ContrastiveFiles.Find(locator, "");
            }
        }
        finally
        {
            await enough.CancelAsync();
            await comingAndGoing;
        }
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    private void ComeAndGo(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
            foreach (var name in new[] { "yolo-one", "voice-one" })
            {
                var folder = Directory.CreateDirectory(Path.Combine(_fixture.Store, name, "onnx")).Parent!.FullName;
                File.WriteAllText(Path.Combine(folder, "one.onnx"), "");
                File.WriteAllText(Path.Combine(folder, "one.onnx.json"), "{}");
                Directory.Delete(folder, recursive: true);
            }
    }
}
