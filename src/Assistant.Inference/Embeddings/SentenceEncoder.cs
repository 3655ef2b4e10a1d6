using Assistant.Agent;

namespace Assistant.Inference.Embeddings;

internal sealed class SentenceEncoder : ISentenceEncoder
{
    public bool IsAvailable(string language) => false;

    public Task<IReadOnlyList<float[]>> EncodeAsync(IReadOnlyList<string> texts, bool query, string language, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("No embedding model is installed.");
}
