using Assistant.Channels.DirectLine.Access;
using Assistant.Channels.Http;

namespace Assistant.Tests.Channels.DirectLine;

/// <summary>Nobody takes all the places there are.</summary>
public sealed class OpenPlacesTests
{
    [Fact]
    public void OneHolder_HasSoManyAndNoMore_AndAgainWhenOneIsFree()
    {
        var places = new OpenPlaces(most: 100, mostOfOne: 2);
        var first = places.Take("dl_ann", "c-1");
        places.Take("dl_ann", "c-2");

        var refusal = Assert.Throws<Refusal>(() => places.Take("dl_ann", "c-3"));
        Assert.Equal(429, refusal.Status);
        Assert.NotNull(refusal.RetryAfter);
        places.Take("dl_ben", "c-4");

        first.Dispose();
        first.Dispose();
        places.Take("dl_ann", "c-5");
        Assert.Throws<Refusal>(() => places.Take("dl_ann", "c-6"));
    }

    [Fact]
    public void WhoIsNotNamed_HasThePlacesOfTheConversation()
    {
        var places = new OpenPlaces(most: 100, mostOfOne: 1);
        places.Take(null, "c-1");

        Assert.Throws<Refusal>(() => places.Take(null, "c-1"));
        places.Take(null, "c-2");
        places.Take("c-1", "c-3");
    }

    [Fact]
    public void AllTaken_IsSaidToEverybody()
    {
        var places = new OpenPlaces(most: 2, mostOfOne: 2);
        places.Take("dl_ann", "c-1");
        var second = places.Take("dl_ben", "c-2");

        Assert.Equal(503, Assert.Throws<Refusal>(() => places.Take("dl_cleo", "c-3")).Status);
        second.Dispose();
        places.Take("dl_cleo", "c-3");
    }
}
