using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

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

    /// <summary>Sum of products. Two products of 7 bits fit into 16 bits, sums are widened to 32.</summary>
    public static int Dot(ReadOnlySpan<sbyte> a, ReadOnlySpan<sbyte> b)
    {
        var va = MemoryMarshal.Cast<sbyte, Vector<sbyte>>(a);
        var vb = MemoryMarshal.Cast<sbyte, Vector<sbyte>>(b);
        var sums = Vector<int>.Zero;
        for (var i = 0; i < va.Length && i < vb.Length; i++)
        {
            Vector.Widen(va[i], out var aLow, out var aHigh);
            Vector.Widen(vb[i], out var bLow, out var bHigh);
            Vector.Widen((aLow * bLow) + (aHigh * bHigh), out var low, out var high);
            sums += low + high;
        }
        var sum = Vector.Sum(sums);
        for (var i = va.Length * Vector<sbyte>.Count; i < a.Length && i < b.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
