using System.Reflection;
using Assistant.Agent;
using Assistant.Inference.Models;
using Assistant.Perception;
using Assistant.Server.Commands.Doctor;
using Assistant.Speech;

namespace Assistant.Tests.Server;

public sealed class FeatureProbesTests
{
    [Fact]
    public async Task RunAsync_ModelThatFailsInAWayNobodyForesaw_IsARowOfTheTable()
    {
        var row = Assert.Single(await Probes(new DivideByZeroException("a tensor of another shape")).RunAsync(TestContext.Current.CancellationToken));

        Assert.Equal(("objects", "a tensor of another shape", null), (row.Feature, row.Problem, row.Speed));
    }

    [Fact]
    public async Task RunAsync_Cancelled_IsCancelled()
    {
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Probes(new OperationCanceledException()).RunAsync(cancel.Token));
    }

    private static FeatureProbes Probes(Exception failure) =>
        new(Off<ITextRecognizer>(), Off<IPictureLabeler>(), new Failing(failure), Off<ISpeechRecognizer>(), Off<ISpeechOutput>(), Off<ISentenceEncoder>(), Off<ILocalLanguageModel>(), Off<IInferenceReport>());

    private static T Off<T>()
        where T : class => DispatchProxy.Create<T, Nothing>();

    /// <summary>Says false, none and nothing.</summary>
    // A proxy is a type made from it at run time.
#pragma warning disable CA1852
    internal class Nothing : DispatchProxy
#pragma warning restore CA1852
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod!.ReturnType == typeof(bool) ? false : targetMethod.ReturnType == typeof(IReadOnlyList<LoadedFile>) ? Array.Empty<LoadedFile>() : null;
    }

    private sealed class Failing(Exception failure) : IObjectDetector
    {
        public bool IsAvailable => true;

        public Task<IReadOnlyList<FoundObject>> DetectAsync(Picture picture, CancellationToken cancellationToken) => Task.FromException<IReadOnlyList<FoundObject>>(failure);
    }
}
