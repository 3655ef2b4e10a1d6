using System.Numerics.Tensors;

namespace Assistant.Memory.LongTerm;

/// <summary>A unit vector in one byte a number, scaled by its largest one: a quarter of the memory, and the order of neighbours stays.</summary>
/// <param name="Language">Which model's: vectors of two models are not compared.</param>
internal sealed record QuantizedVector(string Language, float Scale, sbyte[] Values)
{
    private const float Largest = 127;

    public static QuantizedVector Of(string language, ReadOnlySpan<float> vector)
    {
        var scale = vector.IsEmpty ? 0 : TensorPrimitives.MaxMagnitude(vector);
        scale = Math.Abs(scale) / Largest;
        var values = new sbyte[vector.Length];
        for (var i = 0; i < values.Length && scale > 0; i++)
            values[i] = (sbyte)Math.Clamp(MathF.Round(vector[i] / scale), -Largest, Largest);
        return new(language, scale, values);
    }
}
