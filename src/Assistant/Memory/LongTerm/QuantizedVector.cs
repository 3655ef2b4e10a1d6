using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Assistant.Memory.LongTerm;

/// <summary>A unit vector in one byte a number, scaled by its largest one: a quarter of the memory, and the order of neighbours stays.</summary>
/// <param name="Model">Whose it is: vectors of two models are not compared.</param>
internal sealed record QuantizedVector(string Model, float Scale, sbyte[] Values)
{
    private const float Largest = 127;

    public static QuantizedVector Of(string model, ReadOnlySpan<float> vector)
    {
        var scale = vector.IsEmpty ? 0 : TensorPrimitives.MaxMagnitude(vector);
        scale = Math.Abs(scale) / Largest;
        var values = new sbyte[vector.Length];
        for (var i = 0; i < values.Length && scale > 0; i++)
            values[i] = (sbyte)Math.Clamp(MathF.Round(vector[i] / scale), -Largest, Largest);
        return new(model, scale, values);
    }

    /// <summary>For one vector that is compared with many.</summary>
    public static short[] Widen(ReadOnlySpan<sbyte> values)
    {
        var wide = new short[values.Length];
        for (var i = 0; i < wide.Length; i++)
            wide[i] = values[i];
        return wide;
    }

    /// <summary>Sum of products. Two products of 7 bits fit into 16 bits, sums are widened to 32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Dot(ReadOnlySpan<short> a, ReadOnlySpan<sbyte> b)
    {
        var (sum, i) = (0, 0);
        if (Avx2.IsSupported)
        {
            ref var x = ref MemoryMarshal.GetReference(a);
            ref var y = ref MemoryMarshal.GetReference(b);
            var (even, odd) = (Vector256<int>.Zero, Vector256<int>.Zero);
            for (; i + 32 <= a.Length && i + 32 <= b.Length; i += 32)
            {
                even += Avx2.MultiplyAddAdjacent(Vector256.LoadUnsafe(ref x, (nuint)i), Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref y, (nuint)i)));
                odd += Avx2.MultiplyAddAdjacent(Vector256.LoadUnsafe(ref x, (nuint)i + 16), Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref y, (nuint)i + 16)));
            }
            sum = Vector256.Sum(even + odd);
        }
        else
        {
            for (; i + Vector<sbyte>.Count <= a.Length && i + Vector<sbyte>.Count <= b.Length; i += Vector<sbyte>.Count)
            {
                Vector.Widen(new Vector<sbyte>(b[i..]), out var low, out var high);
                Vector.Widen((new Vector<short>(a[i..]) * low) + (new Vector<short>(a[(i + Vector<short>.Count)..]) * high), out var left, out var right);
                sum += Vector.Sum(left + right);
            }
        }
        for (; i < a.Length && i < b.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
