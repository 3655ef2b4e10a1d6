using Assistant.Inference.Models;
using Assistant.Perception;
using Microsoft.Extensions.Options;

namespace Assistant.Inference.Vision.Labels;

/// <summary>
/// Says what is seen in a picture. Its own tags come from EfficientNet-Lite0; among given labels CLIP or SigLIP choose when they are installed, otherwise, and among
/// those in a language that they do not read, ConSE over EfficientNet-Lite0 and the sentence vectors. Singleton; thread-safe.
/// </summary>
internal sealed class PictureLabeler(VisionModels models, ConseLabels conse, IOptions<VisionOptions> options) : IPictureLabeler
{
    private const string Conse = PictureClassifier.Name + "+conse";

    public bool IsAvailable => models.HasClassifier;

    public string? ChoosesBy => models.ContrastiveName ?? (models.HasClassifier && ConseLabels.Languages.Any(conse.IsAvailable) ? Conse : null);

    public async Task<IReadOnlyList<PictureLabel>> LabelAsync(Picture picture, IReadOnlyList<string>? labels, CancellationToken cancellationToken)
    {
        if (labels is null)
            return await Task.Run(() => Tags(picture, cancellationToken), cancellationToken);
        var wanted = labels.Select(label => label.Trim()).Where(label => label.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        if (wanted.Length == 0)
            return [];
        string[] read = [.. wanted.Where(label => models.ContrastiveReads(ConseLabels.LanguageOf(label)))];
        var compared = read.Length > 0 ? await Task.Run(() => Compared(picture, read, cancellationToken), cancellationToken) : null;
        string[] others = compared is null ? wanted : [.. wanted.Except(read)];
        return [.. (compared ?? []).Concat(others.Length > 0 ? await ConseAsync(picture, others, cancellationToken) : []).OrderByDescending(label => label.Score)];
    }

    private IReadOnlyList<PictureLabel> Tags(Picture picture, CancellationToken cancellationToken)
    {
        using var lease = models.TakeClassifier();
        if (lease?.Value is not { } classifier)
            return [];
        var (probabilities, _) = CancellableRun.Of(run => classifier.Classify(picture, run), cancellationToken);
        return [.. probabilities.Index().Where(class_ => class_.Item >= options.Value.TagThreshold).OrderByDescending(class_ => class_.Item).Take(options.Value.MaxTags)
            .Select(class_ => new PictureLabel(classifier.Labels[class_.Index], class_.Item, PictureClassifier.Name))];
    }

    private PictureLabel[]? Compared(Picture picture, string[] labels, CancellationToken cancellationToken)
    {
        using var lease = models.TakeContrastive();
        return lease?.Value is not { } model ? null
            : [.. CancellableRun.Of(run => model.Score(picture, labels, run), cancellationToken).OrderByDescending(label => label.Score)
                .Select(label => new PictureLabel(label.Label, label.Score, model.Name) { Truncated = label.Truncated })];
    }

    private async Task<IReadOnlyList<PictureLabel>> ConseAsync(Picture picture, string[] labels, CancellationToken cancellationToken)
    {
        using var lease = await Task.Run(models.TakeClassifier, cancellationToken);
        if (lease?.Value is not { } classifier)
            return [];
        var (probabilities, _) = await Task.Run(() => CancellableRun.Of(run => classifier.Classify(picture, run), cancellationToken), cancellationToken);
        var judged = labels.Where(label => conse.IsAvailable(ConseLabels.LanguageOf(label))).ToArray();
        if (judged.Length == 0)
            return [];
        var scores = await conse.ScoreAsync(probabilities, classifier.Labels, judged, cancellationToken);
        return [.. judged.Zip(scores, (label, score) => new PictureLabel(label, score, Conse)).OrderByDescending(label => label.Score)];
    }
}
