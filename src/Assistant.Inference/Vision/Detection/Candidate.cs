using Assistant.Perception;

namespace Assistant.Inference.Vision.Detection;

/// <summary>A box that a detector proposes.</summary>
/// <param name="Box">In pixels of what the model saw (YOLO), or from 0 to 1 of it (DETR).</param>
/// <param name="Class">Index of its class.</param>
internal readonly record struct Candidate(Box Box, int Class, float Score)
{
    /// <summary>Around a centre.</summary>
    public static Box Around(float x, float y, float width, float height) => new(x - width / 2, y - height / 2, x + width / 2, y + height / 2);

    public bool IsPossible => double.IsFinite(Box.X0) && double.IsFinite(Box.Y0) && double.IsFinite(Box.X1) && double.IsFinite(Box.Y1) && Box.X1 > Box.X0 && Box.Y1 > Box.Y0;
}
