using System.Numerics.Tensors;
using System.Text.Json;
using Assistant.Inference.Models;

namespace Assistant.Inference.Vision.Contrastive;

/// <summary>
/// How cosines of a model become probabilities. CLIP: softmax(scale x cosine) over the texts (Radford et al. 2021). SigLIP: sigmoid(scale x cosine + bias), each text for
/// itself (Zhai et al. 2023). The numbers were learnt with the weights: zero_shot.json of the folder has them, else they are read off the combined model's logits.
/// </summary>
/// <param name="Template">The sentence that a label is put into, at {}.</param>
internal sealed record SimilarityScale(bool EachForItself, double Scale, double Bias, string Template)
{
    // Every published CLIP ended at the bound of its training.
    private const double ClipScale = 100;

    // A single label has nothing to be compared with but what any picture is.
    private const string Anything = "something";

    /// <summary>Texts that a label alone is compared with; none where each stands for itself.</summary>
    public IReadOnlyList<string> Alternatives(int labels) => labels == 1 && !EachForItself ? [Sentence(Anything), "", Sentence("")] : [];

    public string Sentence(string label) => Template.Replace("{}", label, StringComparison.Ordinal);

    /// <summary>What zero_shot.json says; null when there is none.</summary>
    /// <exception cref="ModelFileException">It is not what it should be.</exception>
    public static SimilarityScale? Read(ContrastiveFiles files) => ContrastiveSettings.Json(files.ZeroShot, root => Of(root, files.Family));

    /// <exception cref="FormatException">It is not what it should be.</exception>
    public static SimilarityScale Of(JsonElement root, ContrastiveFamily family) => new(
        root.GetProperty("activation").GetString() switch
        {
            "softmax" => false,
            "sigmoid" => true,
            var other => throw new FormatException($"activation '{other}' is not supported (softmax or sigmoid)"),
        },
        root.GetProperty("logit_scale").GetDouble(),
        root.TryGetProperty("logit_bias", out var bias) ? bias.GetDouble() : 0,
        root.TryGetProperty("template", out var template) && template.ValueKind == JsonValueKind.String && template.GetString()!.Contains("{}", StringComparison.Ordinal)
            ? template.GetString()! : TemplateOf(family));

    /// <summary>Of a model that says nothing of it. SigLIP's numbers differ from model to model: without them labels are only compared with one another.</summary>
    public static SimilarityScale Usual(ContrastiveFamily family) => new(false, ClipScale, 0, TemplateOf(family));

    /// <summary>The line through pairs of cosines and logits, by least squares.</summary>
    public static SimilarityScale Fit(ContrastiveFamily family, ReadOnlySpan<float> cosines, ReadOnlySpan<float> logits)
    {
        var (x, y) = (TensorPrimitives.Sum(cosines) / cosines.Length, TensorPrimitives.Sum(logits) / logits.Length);
        double above = 0, below = 0;
        for (var i = 0; i < cosines.Length; i++)
        {
            above += (cosines[i] - x) * (logits[i] - y);
            below += (cosines[i] - x) * (cosines[i] - x);
        }
        if (below < 1e-9 || above <= 0)
            return Usual(family);
        var siglip = family == ContrastiveFamily.Siglip;
        return new(siglip, above / below, siglip ? y - above / below * x : 0, TemplateOf(family));
    }

    /// <param name="cosines">Of the labels, then of their alternatives.</param>
    public double[] Probabilities(ReadOnlySpan<float> cosines)
    {
        var scores = new double[cosines.Length];
        for (var i = 0; i < scores.Length; i++)
            scores[i] = Scale * cosines[i] + Bias;
        if (EachForItself)
            TensorPrimitives.Sigmoid(scores, scores);
        else
            TensorPrimitives.SoftMax(scores, scores);
        return scores;
    }

    private static string TemplateOf(ContrastiveFamily family) => family switch
    {
        ContrastiveFamily.Clip => "a photo of {}",
        ContrastiveFamily.ChineseClip => "一张{}的图片。",
        _ => "This is a photo of {}.",
    };
}
