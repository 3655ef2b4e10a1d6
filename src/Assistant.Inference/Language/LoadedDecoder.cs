namespace Assistant.Inference.Language;

/// <summary>A decoder that is loaded, and what it has read for conversations: both go together.</summary>
internal sealed class LoadedDecoder(DecoderModel model, LocalModelOptions options) : IDisposable
{
    public DecoderModel Model => model;

    public PrefixCache Cache { get; } = new(model, options);

    public void Dispose()
    {
        Cache.Dispose();
        model.Dispose();
    }
}
