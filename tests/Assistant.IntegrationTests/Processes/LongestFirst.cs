using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Assistant.IntegrationTests.Processes.LongestFirst))]

namespace Assistant.IntegrationTests.Processes;

/// <summary>What takes longest begins first: what begins last is over soon, and no core waits for the other.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] s_long =
    [
        "Browser", "ChannelSimulatorTests", nameof(LongRecordingTests), "CrashAtEachStepTests", "PlaygroundTests", "PlantedSecretsTests", "media workers", "ChatEpisodeTests", "DeliveryTests", "JumpTests",
        "NothingLeavesTests", nameof(LongDocumentTests), "MemoryCommandTests", "TranscriptionTests",
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderBy(Rank)];

    private static int Rank<TTestCollection>(TTestCollection collection)
        where TTestCollection : ITestCollection =>
        Array.FindIndex(s_long, name => collection.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal)) is var rank and >= 0 ? rank : s_long.Length;
}
