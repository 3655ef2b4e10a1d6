using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Models;

/// <summary>Numbers between float32 and the runtime's float16.</summary>
internal static class HalfPrecision
{
    /// <summary>To the nearest; what is too large becomes infinite.</summary>
    public static Float16[] Of(ReadOnlySpan<float> numbers)
    {
        var halves = new Float16[numbers.Length];
        TensorPrimitives.ConvertToHalf(numbers, MemoryMarshal.Cast<Float16, Half>(halves.AsSpan()));
        return halves;
    }

    public static float[] ToSingle(ReadOnlySpan<Float16> halves)
    {
        var numbers = new float[halves.Length];
        TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<Float16, Half>(halves), numbers);
        return numbers;
    }
}
