using Assistant.Agent;
using Assistant.Conversations;
using Assistant.Memory.LongTerm;
using Microsoft.Extensions.Options;

namespace Assistant.Tests.Memory.LongTerm;

public sealed class EpisodeVectorsTests
{
    private static readonly DateTimeOffset s_start = new(2025, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Of_Neighbours_AreReadWithIt()
    {
        var encoder = new Recording();
        await Vectors(encoder).OfAsync([Episode("a", "c", "What is it called?"), Episode("b", "c", "Biscuit"), Episode("x", "d", "Elsewhere")], CancellationToken.None);
        Assert.Contains("Mia: Biscuit", encoder.Texts);
        Assert.Contains("Mia: What is it called? Mia: Biscuit", encoder.Texts);
        Assert.DoesNotContain(encoder.Texts, text => text.Contains("Biscuit", StringComparison.Ordinal) && text.Contains("Elsewhere", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_NobodyBeside_IsReadOnce()
    {
        var encoder = new Recording();
        var found = await Vectors(encoder).OfAsync([Episode("a", "c", "Alone")], CancellationToken.None);
        Assert.Equal(["Mia: Alone"], encoder.Texts);
        Assert.Equal([127, 0], found[0]!.Values.Select(value => (int)value));
    }

    [Fact]
    public async Task Of_LongNeighbour_IsCut()
    {
        var encoder = new Recording();
        await Vectors(encoder).OfAsync([Episode("a", "c", new string('x', 4000)), Episode("b", "c", "Biscuit")], CancellationToken.None);
        Assert.Contains(encoder.Texts, text => text.EndsWith("Mia: Biscuit", StringComparison.Ordinal) && text.Length is > 100 and < 400);
    }

    private static EpisodeVectors Vectors(ISentenceEncoder encoder) => new([encoder], new TurnPace(new TurnLoad(Options.Create(new TurnOptions())), TimeProvider.System), TimeProvider.System);

    private static Episode Episode(string id, string conversation, string text) => new(id, s_start, "Mia", conversation, text);

    /// <summary>Notes what it is given.</summary>
    private sealed class Recording : ISentenceEncoder
    {
        public List<string> Texts { get; } = [];

        public bool IsAvailable(string language) => language == "en";

        public string ModelFor(string language) => "recording";

        public Task<IReadOnlyList<float[]>> EncodeAsync(IReadOnlyList<string> texts, bool query, string language, CancellationToken cancellationToken)
        {
            Texts.AddRange(texts);
            return Task.FromResult<IReadOnlyList<float[]>>([.. texts.Select(_ => new float[] { 1, 0 })]);
        }
    }
}
