namespace Assistant.Inference.Language;

/// <summary>A decoder that is loaded, and what it has read for conversations: both go together.</summary>
/// <param name="cacheBytes">What may be kept of what it read.</param>
internal sealed class LoadedDecoder(DecoderModel model, LocalModelOptions options, long cacheBytes) : IDisposable
{
    public DecoderModel Model => model;

    public PrefixCache Cache { get; } = new(model, options, cacheBytes);

    public void Dispose()
    {
        Cache.Dispose();
        model.Dispose();
    }
}
