using Assistant.Agent.Extractive.Layout;
using Assistant.Agent.Extractive.Words;

namespace Assistant.Tests.Agent.Extractive;

/// <summary>The bilingual word lists that travel inside the program.</summary>
public sealed class LexiconTests
{
    [Fact]
    public void Concepts_HaveNamesOfTheirOwnAndWords()
    {
        var concepts = Lexicon.Default.Concepts;

        Assert.Empty(concepts.GroupBy(concept => concept.Name).Where(group => group.Count() > 1).Select(group => group.Key));
        Assert.Empty(concepts.Where(concept => concept.Phrases.Count < 2).Select(concept => concept.Name));
        Assert.Empty(concepts.Where(concept => concept.Phrases.Distinct().Count() < concept.Phrases.Count).Select(concept => concept.Name));
    }

    [Fact]
    public void EverydayWords_MakeNoLabels()
    {
        Assert.True(Labels.Is("Invoice date"));
        Assert.False(Labels.Is("Hens and hedges"));
    }
}
