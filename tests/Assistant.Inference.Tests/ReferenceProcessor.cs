using System.Runtime.Intrinsics.X86;

namespace Assistant.Inference.Tests;

/// <summary>
/// The references of quantised models were made on a Xeon with AVX512-VNNI. ONNX Runtime multiplies quantised matrices by other instructions on other kinds of processors, also on the younger Xeons
/// with AMX (which have AVX-VNNI besides), and what is likely to within a little comes out in another order there.
/// </summary>
internal static class ReferenceProcessor
{
    public static bool IsThisKind => Avx512F.IsSupported && !AvxVnni.IsSupported;
}
