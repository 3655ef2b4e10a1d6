using Assistant.Inference.Models;
using Assistant.Perception;
using Microsoft.Extensions.Options;

namespace Assistant.Inference.Vision.Labels;

/// <summary>
/// Says what is seen in a picture. Its own tags come from EfficientNet-Lite0; among given labels CLIP or SigLIP choose when they are installed and read them all, otherwise ConSE
/// over EfficientNet-Lite0 and the sentence vectors: scores of two models cannot be compared. Only where neither reads all of them does each judge those that it reads. Singleton; thread-safe.
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
        var judged = new List<PictureLabel>();
        if (read.Length < wanted.Length && JudgesAll(wanted))
            judged.AddRange(await ConseAsync(picture, wanted, cancellationToken));
        if (judged.Count == 0 && read.Length > 0)
            judged.AddRange(await Task.Run(() => Compared(picture, read, cancellationToken), cancellationToken));
        string[] others = [.. wanted.Except(judged.Select(label => label.Label))];
        if (others.Length > 0)
            judged.AddRange(await ConseAsync(picture, others, cancellationToken));
        // What nobody reads is not seen.
        if (judged is [{ Model: var judge }, ..])
            judged.AddRange(wanted.Except(judged.Select(label => label.Label)).Select(label => new PictureLabel(label, 0, judge)));
        return [.. judged.OrderByDescending(label => label.Score)];
    }

    private bool JudgesAll(string[] labels) => models.HasClassifier && labels.All(label => conse.IsAvailable(ConseLabels.LanguageOf(label)));

    private IReadOnlyList<PictureLabel> Tags(Picture picture, CancellationToken cancellationToken)
    {
        using var lease = models.TakeClassifier();
        if (lease?.Value is not { } classifier)
            return [];
        var (probabilities, _) = CancellableRun.Of(run => classifier.Classify(picture, run), cancellationToken);
        return [.. probabilities.Index().Where(class_ => class_.Item >= options.Value.TagThreshold).OrderByDescending(class_ => class_.Item).Take(options.Value.MaxTags)
            .Select(class_ => new PictureLabel(classifier.Labels[class_.Index], class_.Item, PictureClassifier.Name))];
    }

    private PictureLabel[] Compared(Picture picture, string[] labels, CancellationToken cancellationToken)
    {
        using var lease = models.TakeContrastive();
        return lease?.Value is not { } model ? []
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
