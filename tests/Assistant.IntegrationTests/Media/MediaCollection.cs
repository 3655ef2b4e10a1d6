using Assistant.IntegrationTests.Documents;

namespace Assistant.IntegrationTests.Media;

/// <summary>Tests with worker processes of their own, one at a time, as some count them. Those that only read share their workers.</summary>
[CollectionDefinition(Name)]
public sealed class MediaCollection : ICollectionFixture<MediaFixture>, ICollectionFixture<DocumentFixture>
{
    public const string Name = "media workers";
}
