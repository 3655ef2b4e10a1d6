using Assistant.Channels.DirectLine;
using Assistant.Channels.DirectLine.Access;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Assistant.Tests.Channels.DirectLine;

public sealed class ConversationIdsTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));
    private readonly ConversationIds _ids;

    public ConversationIdsTests() => _ids = new(Key("a key of the site, long enough to be one"), _time);

    [Fact]
    public void Id_SaysWhenAndForWhomItWasMade()
    {
        var id = _ids.Create("dl_ann");

        Assert.Equal(_time.GetUtcNow(), _ids.MadeFor("dl_ann", id));
        Assert.Null(_ids.MadeFor("dl_bob", id));
        Assert.Null(_ids.MadeFor(null, id));
        Assert.NotEqual(id, _ids.Create("dl_ann"));
    }

    [Fact]
    public void Id_OfAnotherSite_IsNobodys()
    {
        var other = new ConversationIds(Key("the key of another site, long enough too"), _time);

        Assert.Null(_ids.MadeFor("dl_ann", other.Create("dl_ann")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../etc")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA!")]
    public void Id_ThatIsNone_IsNobodys(string id) => Assert.Null(_ids.MadeFor("dl_ann", id));

    /// <summary>Its time would lie beyond the calendar.</summary>
    [Fact]
    public void Id_OfTheLargestNumber_BreaksNothing()
    {
        var id = new string('_', 32);

        Assert.Null(_ids.MadeFor("dl_ann", id));
        Assert.Equal(9999, ConversationIds.TimeOf(id)!.Value.Year);
    }

    private static SigningKey Key(string text) => new(Options.Create(new DirectLineOptions { SigningKey = text }));
}
