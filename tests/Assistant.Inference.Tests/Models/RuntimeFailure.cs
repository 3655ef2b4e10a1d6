using System.Reflection;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Tests.Models;

/// <summary>What ONNX Runtime throws; only it can make one.</summary>
internal static class RuntimeFailure
{
    public static OnnxRuntimeException Of(string message)
    {
        var constructor = typeof(OnnxRuntimeException).GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public).First(each => each.GetParameters() is [_, { ParameterType: var last }] && last == typeof(string));
        return (OnnxRuntimeException)constructor.Invoke([Enum.ToObject(constructor.GetParameters()[0].ParameterType, 1), message]);
    }
}
