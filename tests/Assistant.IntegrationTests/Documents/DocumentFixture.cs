using System.Text;
using Assistant.Perception;
using Assistant.Perception.Media;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.IntegrationTests.Documents;

/// <summary>Documents read as the server reads them: by worker processes in their sandbox. Its tests are in the collection of those that count these processes.</summary>
public sealed class DocumentFixture : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public DocumentFixture() : this(null)
    {
    }

    /// <param name="workers">At most; null for as many as the server has.</param>
    internal DocumentFixture(int? workers) => _services = new ServiceCollection().AddLogging().AddOptions<PerceptionOptions>().Services
        .AddMediaReading(new ConfigurationBuilder().AddInMemoryCollection(
        [
            KeyValuePair.Create($"{MediaWorkerOptions.SectionName}:{nameof(MediaWorkerOptions.MaxPages)}", (string?)"300"),
            .. workers is null ? [] : new[] { KeyValuePair.Create($"{MediaWorkerOptions.SectionName}:{nameof(MediaWorkerOptions.Count)}", (string?)$"{workers}") },
        ]).Build())
        .BuildServiceProvider();

    internal IMediaReader Reader => _services.GetRequiredService<IMediaReader>();

    internal async Task<IReadOnlyList<DocumentPart>> PartsAsync(byte[] file, string name)
    {
        using var stream = new MemoryStream(file);
        return await Reader.ReadDocumentAsync(stream, name, "application/octet-stream", TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
    }

    internal async Task<IReadOnlyList<EvidenceBlock>> BlocksAsync(byte[] file, string name) =>
        [.. (await PartsAsync(file, name)).OfType<TextPart>().Select(part => part.Block)];

    internal Task<IReadOnlyList<EvidenceBlock>> BlocksAsync(string text, string name) => BlocksAsync(Encoding.UTF8.GetBytes(text), name);

    internal async Task<MediaException> RefusalAsync(byte[] file, string name) => await Assert.ThrowsAsync<MediaException>(() => PartsAsync(file, name));

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
