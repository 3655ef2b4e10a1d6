using System.Collections.Concurrent;
using System.Numerics.Tensors;
using Assistant.Agent;

namespace Assistant.Inference.Vision.Labels;

/// <summary>
/// Zero-shot labels from a classifier and sentence vectors, as ConSE (Norouzi et al. 2014): a picture lies at the mean of its likeliest classes' names, each as heavy as
/// it is likely, and a label is as likely as it is near to that. Thread-safe.
/// </summary>
/// <remarks>
/// The names alone are too learned ("Granny Smith" is not near "apple"): the kind of thing that a class is counts too. Sentence vectors of unrelated words still have a high
/// cosine, so the middle of many class names is taken off all vectors first; then unrelated ones are near 0.
/// </remarks>
internal sealed class ConseLabels(ISentenceEncoder encoder, ClassNames names)
{
    private const int Classes = 10;
    private const int SampleEvery = 16;

    // Nearness at which a label is as likely as not, and how much nearer makes it e times likelier.
    private const float AsLikelyAsNot = 0.35f;
    private const float Temperature = 0.1f;

    // How much of a class's place is its kind's: half as much as its own name's.
    private const float KindWeight = 0.5f;

    public static IReadOnlyList<string> Languages => ISentenceEncoder.Languages;

    private readonly ConcurrentDictionary<(string Language, string Text), float[]> _names = new();
    private readonly ConcurrentDictionary<string, float[]> _middles = new();

    public static string LanguageOf(string label) => label.Any(c => c is >= '\u3400' and <= '\u9fff') ? "zh" : "en";

    /// <summary>Name of the model that the vectors of a language are of.</summary>
    public string ModelFor(string language) => encoder.ModelFor(language);

    /// <summary>A label in this language can be judged.</summary>
    public bool IsAvailable(string language) => encoder.IsAvailable(language);

    /// <summary>Dimensions of <see cref="PlaceAsync"/>'s vectors differ by language.</summary>
    /// <returns>Where a picture lies among the names, as a vector of length 1.</returns>
    public async Task<float[]> PlaceAsync(float[] probabilities, IReadOnlyList<string> english, string language, CancellationToken cancellationToken)
    {
        var likeliest = Enumerable.Range(0, probabilities.Length).OrderByDescending(i => probabilities[i]).Take(Classes).ToArray();
        var called = likeliest.Select(i => (Class: i, Name: names.Of(i, english[i], language), Weight: 1f))
            .Concat(likeliest.SelectMany(i => names.KindsOf(i, language).Select(kind => (Class: i, Name: kind, Weight: KindWeight)))).ToArray();
        var vectors = await CenteredAsync([.. called.Select(name => name.Name)], english, language, cancellationToken);
        var place = new float[vectors[0].Length];
        foreach (var (name, vector) in called.Zip(vectors))
            TensorPrimitives.MultiplyAdd(vector, name.Weight * probabilities[name.Class], place, place);
        return UnitVector.Of(place);
    }

    /// <returns>The vectors of length 1 of words to be compared with <see cref="PlaceAsync"/>'s.</returns>
    public Task<float[][]> WordsAsync(IReadOnlyList<string> words, IReadOnlyList<string> english, string language, CancellationToken cancellationToken) =>
        CenteredAsync(words, english, language, cancellationToken);

    /// <summary>How likely each label is, in their order; a label in a language that is not available gets 0.</summary>
    public async Task<double[]> ScoreAsync(float[] probabilities, IReadOnlyList<string> english, IReadOnlyList<string> labels, CancellationToken cancellationToken)
    {
        // Last stands "none of these".
        var logits = new float[labels.Count + 1];
        Array.Fill(logits, float.NegativeInfinity);
        logits[^1] = AsLikelyAsNot / Temperature;
        foreach (var language in labels.Index().GroupBy(label => LanguageOf(label.Item)).Where(group => IsAvailable(group.Key)))
        {
            var place = await PlaceAsync(probabilities, english, language.Key, cancellationToken);
            var vectors = await WordsAsync([.. language.Select(label => label.Item)], english, language.Key, cancellationToken);
            foreach (var (vector, (index, _)) in vectors.Zip(language))
                logits[index] = TensorPrimitives.Dot<float>(place, vector) / Temperature;
        }
        var scores = new float[logits.Length];
        TensorPrimitives.SoftMax(logits, scores);
        return [.. scores.Take(labels.Count).Select(score => (double)score)];
    }

    private async Task<float[][]> CenteredAsync(IReadOnlyList<string> texts, IReadOnlyList<string> english, string language, CancellationToken cancellationToken)
    {
        var middle = await MiddleAsync(english, language, cancellationToken);
        return [.. (await EncodeAsync(texts, language, cancellationToken)).Select(vector =>
        {
            var centered = new float[vector.Length];
            TensorPrimitives.Subtract(vector, middle, centered);
            return UnitVector.Of(centered);
        })];
    }

    private async Task<float[]> MiddleAsync(IReadOnlyList<string> english, string language, CancellationToken cancellationToken)
    {
        if (_middles.TryGetValue(language, out var known))
            return known;
        var sample = Enumerable.Range(0, english.Count).Where(i => i % SampleEvery == 0).Select(i => names.Of(i, english[i], language)).ToArray();
        var vectors = await EncodeAsync(sample, language, cancellationToken);
        var middle = new float[vectors[0].Length];
        foreach (var vector in vectors)
            TensorPrimitives.Add(middle, vector, middle);
        TensorPrimitives.Divide(middle, vectors.Length, middle);
        _middles[language] = middle;
        return middle;
    }

    private async Task<float[][]> EncodeAsync(IReadOnlyList<string> texts, string language, CancellationToken cancellationToken)
    {
        const int mostKept = 10_000;
        if (_names.Count > mostKept)
            _names.Clear();
        var found = new Dictionary<string, float[]>(StringComparer.Ordinal);
        var missing = new List<string>();
        foreach (var text in texts.Distinct(StringComparer.Ordinal))
        {
            if (_names.TryGetValue((language, text), out var vector))
                found[text] = vector;
            else
                missing.Add(text);
        }
        if (missing.Count > 0)
            foreach (var (text, vector) in missing.Zip(await encoder.EncodeAsync(missing, query: false, language, cancellationToken)))
                found[text] = _names[(language, text)] = vector;
        return [.. texts.Select(text => found[text])];
    }
}
