using Assistant.Perception;
using Assistant.Perception.Media;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.IntegrationTests.Media;

/// <summary>What opens files, as the server composes it, with real worker processes.</summary>
public sealed class MediaFixture : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly string? _folder;

    public MediaFixture() : this([])
    {
    }

    internal MediaFixture(params IEnumerable<(string Name, string Value)> settings) : this(null, new PerceptionOptions().MaxCharacters, settings)
    {
    }

    /// <param name="folder">Goes with it.</param>
    internal MediaFixture(string? folder, int maxCharacters, params IEnumerable<(string Name, string Value)> settings)
    {
        _folder = folder;
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"{MediaWorkerOptions.SectionName}:{setting.Name}", (string?)setting.Value)))
            .Build();
        _services = new ServiceCollection().AddLogging().AddOptions<PerceptionOptions>().Configure(options => options.MaxCharacters = maxCharacters).Services.AddMediaReading(configuration).BuildServiceProvider();
    }

    internal IMediaReader Reader => _services.GetRequiredService<IMediaReader>();
    internal IAudioDecoder Audio => _services.GetRequiredService<IAudioDecoder>();
    internal IMediaIsolation Isolation => _services.GetRequiredService<IMediaIsolation>();
    internal MediaWorkerProgram Program => _services.GetRequiredService<MediaWorkerProgram>();

    internal async Task<Picture> DecodeAsync(byte[] file, string name = "picture")
    {
        using var stream = new MemoryStream(file);
        return await Reader.DecodePictureAsync(stream, name, TestContext.Current.CancellationToken);
    }

    internal async Task<MediaException> RefusalAsync(byte[] file, string name = "picture") =>
        await Assert.ThrowsAsync<MediaException>(() => DecodeAsync(file, name));

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_folder is not null)
            Directory.Delete(_folder, recursive: true);
    }
}
