using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Assistant.Memory.LongTerm;

/// <summary>A quantized vector made ready to be compared with many.</summary>
internal sealed class QuestionVector
{
    private readonly sbyte[] _values;
    private readonly byte[] _magnitudes;
    private readonly short[] _wide;

    public QuestionVector(ReadOnlySpan<sbyte> values)
    {
        _values = values.ToArray();
        _magnitudes = Array.ConvertAll(_values, value => (byte)Math.Abs((int)value));
        _wide = Array.ConvertAll(_values, value => (short)value);
    }

    /// <summary>Sum of products, exact: no number is below -127, so two products fit into 16 bits, and sums are widened to 32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Dot(ReadOnlySpan<sbyte> other)
    {
        var (sum, i, length) = (0, 0, Math.Min(_values.Length, other.Length));
        if (Avx2.IsSupported)
        {
            ref var values = ref MemoryMarshal.GetArrayDataReference(_values);
            ref var magnitudes = ref MemoryMarshal.GetArrayDataReference(_magnitudes);
            ref var others = ref MemoryMarshal.GetReference(other);
            var (even, odd) = (Vector256<int>.Zero, Vector256<int>.Zero);
            for (; i + 64 <= length; i += 64)
            {
                even += Products(ref values, ref magnitudes, ref others, (nuint)i);
                odd += Products(ref values, ref magnitudes, ref others, (nuint)i + 32);
            }
            for (; i + 32 <= length; i += 32)
                even += Products(ref values, ref magnitudes, ref others, (nuint)i);
            sum = Vector256.Sum(even + odd);
        }
        else
        {
            for (; i + Vector<sbyte>.Count <= length; i += Vector<sbyte>.Count)
            {
                Vector.Widen(new Vector<sbyte>(other[i..]), out var low, out var high);
                Vector.Widen((new Vector<short>(_wide.AsSpan(i)) * low) + (new Vector<short>(_wide.AsSpan(i + Vector<short>.Count)) * high), out var left, out var right);
                sum += Vector.Sum(left + right);
            }
        }
        for (; i < length; i++)
            sum += _values[i] * other[i];
        return sum;
    }

    /// <summary>Bytes are multiplied without a sign by those with one: a value's sign goes over to the other's number first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Products(ref sbyte values, ref byte magnitudes, ref sbyte others, nuint at) => Avx2.MultiplyAddAdjacent(
        Avx2.MultiplyAddAdjacent(Vector256.LoadUnsafe(ref magnitudes, at), Avx2.Sign(Vector256.LoadUnsafe(ref others, at), Vector256.LoadUnsafe(ref values, at))), Vector256<short>.One);
}
