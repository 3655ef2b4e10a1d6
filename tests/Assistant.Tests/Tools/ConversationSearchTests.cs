using Assistant.Memory;
using Assistant.Perception;
using Assistant.Tools.Search;

namespace Assistant.Tests.Tools;

public sealed class ConversationSearchTests
{
    private static readonly Evidence s_lease = new()
    {
        Id = "e1", Kind = EvidenceKind.Document, Source = "lease.pdf",
        Blocks = [new("The monthly rent is 1,240.00 EUR.", new SourcePosition { Page = 2 }), new("Pets are allowed.", new SourcePosition { Page = 3 }), new("租金每月支付。", new SourcePosition { Page = 4 })],
    };

    private static readonly RememberedTurn s_turn = new("a1", "Who is the landlord?", "Mr Novak owns the house.", "en", default, [], true);

    [Theory]
    [InlineData("What are the rents a month?", "The monthly rent is 1,240.00 EUR.")]
    [InlineData("1240", "The monthly rent is 1,240.00 EUR.")]
    [InlineData("每月租金多少", "租金每月支付。")]
    [InlineData("landlord", "Mr Novak owns the house.")]
    public void Find_SharedWords_BestFirst(string query, string expected) =>
        Assert.Equal(expected, ConversationSearch.Find(query, [s_lease], [s_turn], 3)[0].Text);

    [Fact]
    public void Find_NothingShared_IsEmpty() => Assert.Empty(ConversationSearch.Find("quantum chromodynamics", [s_lease], [s_turn], 3));
}
