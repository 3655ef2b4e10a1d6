using System.Numerics.Tensors;
using Assistant.Inference.Models;

namespace Assistant.Inference.Vision.Detection;

/// <summary>
/// What DETR and its like say: logits [1, queries, classes (+ 1)] and pred_boxes [1, queries, 4] (centre and size, 0 to 1). With one more logit than there are names the last
/// one is "none of them" and all are compared (softmax: DETR, YOLOS); with as many each stands for itself, and a query may be several (sigmoid: RT-DETR, Deformable and Conditional DETR). Where there are no names,
/// the architecture says which it is.
/// </summary>
internal static class DetrOutput
{
    public const string Logits = "logits";
    public const string Boxes = "pred_boxes";

    /// <summary>Whether classes are compared with one another and with "none"; newer architectures judge each for itself.</summary>
    /// <param name="type">config.json's model_type; empty when it does not say.</param>
    public static bool Compares(string type) => type is "" or "detr" or "yolos" or "table-transformer";

    /// <param name="classes">How many the model names; null when it names none.</param>
    /// <param name="compares">What its architecture does; asked where there are no names.</param>
    /// <returns>Boxes at least as sure as the threshold.</returns>
    /// <exception cref="ModelFileException">Other shapes.</exception>
    public static List<Candidate> Read(ReadOnlySpan<float> logits, ReadOnlySpan<long> shape, ReadOnlySpan<float> boxes, int? classes, bool compares, float threshold, string path)
    {
        if (shape is not [1, var queries, > 1 and var width] || boxes.Length != queries * 4 || (classes is not null && width != classes && width != classes + 1))
            throw new ModelFileException(path, reason: $"its logits [{string.Join(", ", shape.ToArray())}] and {boxes.Length} numbers of boxes do not go with {classes?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "unnamed"} classes");
        var compared = classes is null ? compares : width != classes;
        var named = (int)(compared ? width - 1 : width);
        var (found, scores) = (new List<Candidate>(), new float[width]);
        for (var q = 0; q < queries; q++)
        {
            var row = logits.Slice(q * (int)width, (int)width);
            if (compared)
                TensorPrimitives.SoftMax(row, scores);
            else
                TensorPrimitives.Sigmoid(row, scores);
            var box = Candidate.Around(boxes[q * 4], boxes[q * 4 + 1], boxes[q * 4 + 2], boxes[q * 4 + 3]);
            var best = TensorPrimitives.IndexOfMax<float>(scores.AsSpan(0, named));
            for (var at = 0; at < named; at++)
                if (scores[at] >= threshold && (!compared || at == best))
                    found.Add(new(box, at, scores[at]));
        }
        return found;
    }
}
