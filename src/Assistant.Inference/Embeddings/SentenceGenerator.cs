using Assistant.Agent;
using Assistant.Text;
using Microsoft.Extensions.AI;

namespace Assistant.Inference.Embeddings;

/// <summary>
/// Sentence vectors by the standard interface, for plug-ins. All texts of a call are encoded by one model, so that their vectors can be compared: by the one that the options'
/// ModelId names, else by the one for the language of most of them. The additional property "input_type" with the value "query" says that they are what is searched with.
/// </summary>
internal sealed class SentenceGenerator(ISentenceEncoder encoder) : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly EmbeddingGeneratorMetadata _metadata = new("local");

    /// <exception cref="InvalidOperationException">The model is not known, not installed or damaged.</exception>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var texts = values.ToList();
        var language = LanguageOf(texts, options?.ModelId);
        var query = options?.AdditionalProperties?.TryGetValue("input_type", out var type) == true && type is "query";
        var vectors = await encoder.EncodeAsync(texts, query, language, cancellationToken);
        return new(vectors.Select(vector => new Embedding<float>(vector) { ModelId = encoder.ModelFor(language) }));
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null : serviceType == typeof(EmbeddingGeneratorMetadata) ? _metadata : serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // The encoder belongs to the program.
    }

    private string LanguageOf(List<string> texts, string? model) => model is null
        ? 2 * texts.Count(text => TextLanguage.Of(text, null) == "zh") > texts.Count ? "zh" : "en"
        : ISentenceEncoder.Languages.FirstOrDefault(language => encoder.ModelFor(language).Equals(model, StringComparison.OrdinalIgnoreCase))
            ?? throw new InvalidOperationException($"The embedding model {model} is not one of {string.Join(", ", ISentenceEncoder.Languages.Select(encoder.ModelFor))}.");
}
