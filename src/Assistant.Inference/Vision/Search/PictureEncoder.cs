using Assistant.Inference.Embeddings;
using Assistant.Inference.Models;
using Assistant.Inference.Vision.Labels;
using Assistant.Perception;

namespace Assistant.Inference.Vision.Search;

/// <summary>
/// Vectors that pictures are searched by: CLIP's or SigLIP's, which words share, or EfficientNet-Lite0's features. For words in a language that shares no space with them a picture gets its
/// place among the names of what is seen in it (ConSE) besides. Singleton; thread-safe.
/// </summary>
internal sealed class PictureEncoder(VisionModels models, ConseLabels conse, ModelLocator locator)
{
    public bool IsAvailable => models.HasContrastive || models.HasClassifier;

    /// <summary>Vectors are compared with those of the same space only.</summary>
    /// <returns>Null when no model can be used.</returns>
    public PictureSpace? Space()
    {
        string? model;
        string[] languages, files;
        using (var contrastive = models.TakeContrastive())
        {
            languages = NamedIn();
            // Whether it can be had shows when it is taken.
            using var classifier = contrastive is null || languages.Length > 0 ? models.TakeClassifier() : null;
            if (classifier is null)
                languages = [];
            model = contrastive?.Value.Name ?? (classifier is null ? null : PictureClassifier.Name);
            files = [.. contrastive?.Value.Files ?? [], .. classifier?.Value.Files ?? []];
        }
        if (model is null)
            return null;
        return new(model, string.Join(", ", languages.Select(language => $"{language} by {conse.ModelFor(language)}")),
            FilesMark.Of(files.Concat(languages.SelectMany(language => FilesOf(conse.ModelFor(language)))).Distinct()));
    }

    /// <summary>Languages in which words are compared with the names of what is seen: those that a model which shares its space with words does not read.</summary>
    private string[] NamedIn() => models.HasClassifier ? [.. ConseLabels.Languages.Where(language => !models.ContrastiveReads(language) && conse.IsAvailable(language))] : [];

    private IEnumerable<string> FilesOf(string sentenceModel) => locator.FindModel(sentenceModel) is { } folder && SentenceModel.FindOnnx(folder) is { } weights
        ? [weights, Path.Combine(folder, "tokenizer.json"), Path.Combine(folder, "sentence.json"), .. SentenceTransformersFiles.Present(folder)] : [];

    public async Task<PictureVectors> EncodeAsync(Picture picture, CancellationToken cancellationToken)
    {
        using var contrastive = await Task.Run(models.TakeContrastive, cancellationToken);
        var shared = contrastive is null ? null : await Task.Run(() => CancellableRun.Of(run => contrastive.Value.Encode(picture, run), cancellationToken), cancellationToken);
        var languages = NamedIn();
        using var lease = shared is null || languages.Length > 0 ? models.TakeClassifier() : null;
        if (lease?.Value is not { } classifier)
            return new(shared ?? throw new MediaException(AttachmentProblem.NotInstalled, PictureClassifier.Name), [], []);
        var (probabilities, look) = await Task.Run(() => CancellableRun.Of(run => classifier.Look(picture, run), cancellationToken), cancellationToken);
        return new(shared ?? look, await PlaceAsync("en"), await PlaceAsync("zh"));

        async Task<float[]> PlaceAsync(string language) =>
            languages.Contains(language) ? await conse.PlaceAsync(probabilities, classifier.Labels, language, cancellationToken) : [];
    }

    /// <summary>Words, to be compared with the one of a picture's vectors that lies in their space; null when nothing installed understands them.</summary>
    public async Task<PictureVectors?> EncodeAsync(string words, CancellationToken cancellationToken)
    {
        var language = ConseLabels.LanguageOf(words);
        using (var contrastive = await Task.Run(models.TakeContrastive, cancellationToken))
            if (contrastive?.Value is { } model && models.ContrastiveReads(language))
                return new(await Task.Run(() => CancellableRun.Of(run => model.Encode(model.Scale.Sentence(words), run).Vector, cancellationToken), cancellationToken), [], []);
        using var classifier = conse.IsAvailable(language) ? models.TakeClassifier() : null;
        if (classifier is null)
            return null;
        var vector = (await conse.WordsAsync([words], classifier.Value.Labels, language, cancellationToken))[0];
        return language == "zh" ? new([], [], vector) : new([], vector, []);
    }
}

/// <summary>Which models vectors come from.</summary>
/// <param name="Words">Languages of the names beside the vectors and who makes theirs, of models that words do not share; empty otherwise.</param>
/// <param name="Files">Tells the files of these models from others of the same names (<see cref="FilesMark"/>).</param>
internal sealed record PictureSpace(string Model, string Words, string Files);

/// <summary>Vectors of length 1; empty where there is none.</summary>
/// <param name="Look">What it looks like (and, of CLIP and SigLIP, what it shows).</param>
/// <param name="English">Its place among English names, <paramref name="Chinese"/> among Chinese ones.</param>
internal sealed record PictureVectors(float[] Look, float[] English, float[] Chinese)
{
    public IEnumerable<float[]> All => [Look, English, Chinese];
}
