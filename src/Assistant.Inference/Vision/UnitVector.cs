using System.Numerics.Tensors;

namespace Assistant.Inference.Vision;

/// <summary>Vectors of length 1: their dot product is their cosine.</summary>
internal static class UnitVector
{
    /// <summary>The vector itself, in place; zeros stay zeros.</summary>
    public static float[] Of(float[] vector)
    {
        var norm = TensorPrimitives.Norm<float>(vector);
        if (norm > 0)
            TensorPrimitives.Divide(vector, norm, vector);
        return vector;
    }
}
