using System.Text.Json;
using Assistant.Memory.Facts;
using Assistant.Memory.Facts.Rules;
using CsCheck;

namespace Assistant.Tests.Memory.Facts;

public sealed class FactLedgerTests
{
    private static readonly string[] s_story = ["I live in Oslo.", "I like chess.", "I moved to Bergen today.", "That's wrong, I meant Lund.", "I don't like chess any more.", "I ordered a lamp, order number 77123.", "Order 77123 was cancelled.", "I'm moving to Graz on 1 December.", "My sister lives in Rome."];

    [Fact]
    public void Ledger_StatementsInAnyOrder_GiveTheSameFacts() =>
        Gen.Shuffle(Enumerable.Range(0, s_story.Length).ToArray()).Sample(order =>
        {
            Assert.Equal(Shown(Told(Enumerable.Range(0, s_story.Length))), Shown(Told(order)));
        }, iter: 50);

    [Fact]
    public void Ledger_Contradicted_KeepsBothWithTheirPeriods()
    {
        var facts = Told([0, 2]).Facts;

        Assert.Equal(["Oslo", "Bergen"], facts.Select(fact => fact.Value));
        Assert.Equal(facts[0].Until, facts[1].From);
        Assert.Null(facts[1].Until);
    }

    [Fact]
    public void Trim_AMillionStatementsOfOneAttribute_KeepsTheNewestAndOtherAttributes()
    {
        const int Batch = 5_000, Batches = 200, Kept = 2_000;
        var day = new DateTimeOffset(2026, 1, 1, 9, 0, 0, TimeSpan.Zero);
        var ledger = new FactLedger();
        ledger.Add(new("name", "My name is Ada.", day), [new(FactAttributes.User, FactAttributes.Name, "Ada", StatementKind.Holds, null, null, "My name is Ada.")]);
        var gone = 0;
        for (var i = 0; i < Batch * Batches; i++)
        {
            ledger.Add(new($"e{i}", "", day.AddSeconds(i + 1)), [new(FactAttributes.User, FactAttributes.Home, $"Town {i}", StatementKind.Holds, null, null, "")]);
            if ((i + 1) % Batch == 0)
                gone += ledger.Trim(Kept, 20_000);
        }
        Assert.Equal((Batch * Batches) - Kept, gone);
        Assert.Equal(Kept + 1, ledger.State.Statements.Count);
        Assert.Equal(["Ada", $"Town {(Batch * Batches) - 1}"], ledger.AsOf(day.AddDays(30)).Select(fact => fact.Value));
    }

    [Fact]
    public void Trim_MoreThanFitInAll_TheOldestGoes()
    {
        var ledger = Told([0, 1, 2]);
        Assert.Equal(1, ledger.Trim(10, 2));
        Assert.DoesNotContain(ledger.Facts, fact => fact.Value == "Oslo");
        Assert.Equal(0, ledger.Trim(10, 2));
    }

    [Fact]
    public void Ledger_ContradictedTheSameDay_KeepsTheFormerUntilThatDay()
    {
        var (ledger, rules) = (new FactLedger(), new RuleFactExtractor());
        foreach (var (text, hour) in new[] { ("I live in Oslo.", 9), ("I moved to Bergen today.", 15) })
        {
            var said = new Utterance($"e{hour}", text, TestTimes.Noon.Date.AddHours(hour));
            ledger.Add(said, rules.Read(said));
        }

        Assert.Equal(["Oslo", "Bergen"], ledger.Facts.OrderBy(fact => fact.From).Select(fact => fact.Value));
        Assert.Equal("Oslo", Assert.Single(ledger.AsOf(TestTimes.Noon.Date.AddDays(-1))).Value);
        Assert.Equal("Bergen", Assert.Single(ledger.AsOf(TestTimes.Noon.Date.AddHours(20))).Value);
    }

    [Fact]
    public void Ledger_Corrected_WasNeverSoButWasKnownSo()
    {
        var ledger = Told([2, 3]);

        Assert.Equal("Lund", Assert.Single(ledger.AsOf(Day(2).AddHours(1))).Value);
        Assert.Equal("Bergen", Assert.Single(ledger.AsOf(Day(2).AddHours(1), knownAt: Day(2).AddHours(1))).Value);
    }

    [Fact]
    public void Ledger_OneOfSeveralCorrected_ThatOneIsReplacedWhateverWasSaidLast()
    {
        var ledger = new FactLedger();
        Tell(ledger, "1", FactAttributes.Likes, "chess", Day(0));
        Tell(ledger, "2", FactAttributes.Likes, "tea", Day(1));
        Tell(ledger, "3", FactAttributes.Home, "Oslo", Day(2));

        Tell(ledger, "4", FactAttributes.Likes, "go", Day(3), replaces: "chess");

        Assert.Equal(["go", "Oslo", "tea"], ledger.AsOf(Day(4)).Select(fact => fact.Value).Order(StringComparer.OrdinalIgnoreCase));
        Assert.Equal(["1", "4"], ledger.Facts.Single(fact => fact.Value == "go").Origins.Select(origin => origin.EpisodeId));
        Assert.True(ledger.ForgetFact(ledger.Facts.Single(fact => fact.Value == "go").Id));
        Assert.Equal(["Oslo", "tea"], ledger.Facts.Select(fact => fact.Value).Order(StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void Ledger_FormerValueCorrected_LeavesTheValueOfNow()
    {
        var ledger = new FactLedger();
        Tell(ledger, "1", FactAttributes.Home, "Oslo", Day(0));
        Tell(ledger, "2", FactAttributes.Home, "Bergen", Day(2));

        Tell(ledger, "3", FactAttributes.Home, "Lund", Day(3), replaces: "Oslo");

        Assert.Equal(["Lund", "Bergen"], ledger.Facts.Select(fact => fact.Value));
        Assert.Equal("Bergen", Assert.Single(ledger.AsOf(Day(4))).Value);
    }

    [Fact]
    public void Ledger_SameEpisodeAgain_ChangesNothing()
    {
        var (once, twice) = (Told([0]), Told([0, 0]));

        Assert.Equal(Shown(once), Shown(twice));
        Assert.Single(twice.Facts[0].Origins);
    }

    [Fact]
    public void Ledger_KeptAndReadBack_IsTheSame()
    {
        var ledger = Told(Enumerable.Range(0, s_story.Length));
        ledger.Used(ledger.Facts[0].Id, Day(20));

        var back = new FactLedger(JsonSerializer.Deserialize<LedgerState>(JsonSerializer.Serialize(ledger.State))!);

        Assert.Equal(Shown(ledger), Shown(back));
        Assert.Equal(ledger.Strength(ledger.Facts[0], Day(30)), back.Strength(back.Facts[0], Day(30)));
    }

    [Fact]
    public void Ledger_AttributeForgotten_IsGoneAlsoFromWhatWasKnown()
    {
        var ledger = Told(Enumerable.Range(0, s_story.Length));

        Assert.True(ledger.Forget(FactAttributes.User, FactAttributes.Home));

        Assert.DoesNotContain(ledger.Facts, fact => fact.Attribute == FactAttributes.Home && fact.Subject == FactAttributes.User);
        Assert.DoesNotContain(ledger.AsOf(Day(3), Day(3)), fact => fact.Value is "Oslo" or "Bergen" or "Lund");
        Assert.DoesNotContain("Lund", JsonSerializer.Serialize(ledger.State), StringComparison.Ordinal);
        Assert.Contains(ledger.Facts, fact => fact.Subject == "sister");
    }

    [Fact]
    public void Ledger_ManyStatementsOfOneAttribute_StaysFast()
    {
        var ledger = new FactLedger();
        for (var i = 0; i < 20_000; i++)
            ledger.Add(new($"e{i:D6}", "", Day(0).AddMinutes(i)), [new(FactAttributes.User, FactAttributes.Home, $"Town {i}", StatementKind.Holds, null, null, "q")]);

        Assert.Equal(20_000, ledger.Facts.Count);
        Assert.Equal("Town 19999", Assert.Single(ledger.AsOf(Day(365))).Value);
    }

    /// <summary>Oslo in January, Bergen in June, and in July "not Oslo, Drammen": Drammen is what was until June.</summary>
    [Theory]
    [InlineData("episode")]
    [InlineData("trim")]
    [InlineData("conversation")]
    public void Forget_WhatACorrectionOfAFormerValueIsOf_LeavesThePresentOne(string how)
    {
        var ledger = new FactLedger();
        ledger.Add(new("jan", "Oslo", Day(0), Conversation: "c1"), [new(FactAttributes.User, FactAttributes.Home, "Oslo", StatementKind.Holds, null, null, "Oslo")]);
        Tell(ledger, "jun", FactAttributes.Home, "Bergen", Day(150));
        Tell(ledger, "jul", FactAttributes.Home, "Drammen", Day(180), replaces: "Oslo");
        Assert.Equal("Bergen", Assert.Single(ledger.AsOf(Day(200))).Value);

        Assert.True(how switch { "episode" => ledger.ForgetEpisode("jan"), "trim" => ledger.Trim(2, 100) == 1, _ => ledger.ForgetConversation("c1") });

        Assert.Equal("Bergen", Assert.Single(ledger.AsOf(Day(200))).Value);
        Assert.Equal("Drammen", Assert.Single(ledger.AsOf(Day(100))).Value);
        Assert.Equal("Bergen", Assert.Single(new FactLedger(ledger.State).AsOf(Day(200))).Value);
    }

    /// <summary>"Oslo", then "Bergen", "no, Drammen": without "Bergen" it is Drammen still, and Oslo was so before.</summary>
    [Theory]
    [InlineData("Bergen")]
    [InlineData(null)]
    public void Forget_WhatACorrectionOfThePresentValueIsOf_LeavesTheCorrection(string? replaces)
    {
        var ledger = new FactLedger();
        Tell(ledger, "jan", FactAttributes.Home, "Oslo", Day(0));
        Tell(ledger, "jun", FactAttributes.Home, "Bergen", Day(150));
        ledger.Add(new("jul", "Drammen", Day(151)), [new(FactAttributes.User, FactAttributes.Home, "Drammen", StatementKind.Corrects, null, null, "Drammen") { Replaces = replaces }]);
        Assert.Equal("Drammen", Assert.Single(ledger.AsOf(Day(200))).Value);

        Assert.True(ledger.ForgetEpisode("jun"));

        Assert.Equal("Drammen", Assert.Single(ledger.AsOf(Day(200))).Value);
        Assert.Equal("Oslo", Assert.Single(ledger.AsOf(Day(100))).Value);
    }

    private static DateTimeOffset Day(int day) => TestTimes.Noon.AddDays(day);

    private static FactLedger Told(IEnumerable<int> order)
    {
        var ledger = new FactLedger();
        foreach (var i in order)
        {
            var utterance = new Utterance($"e{i}", s_story[i], Day(i));
            ledger.Add(utterance, new RuleFactExtractor().Read(utterance));
        }
        return ledger;
    }

    private static string Shown(FactLedger ledger) => string.Join('\n', ledger.Facts.Select(fact => $"{fact.Subject}.{fact.Attribute}={fact.Value} {fact.From:o} {fact.Until:o} {fact.Origins.Count}"));

    private static void Tell(FactLedger ledger, string id, string attribute, string value, DateTimeOffset at, string? replaces = null) =>
        ledger.Add(new(id, value, at), [new(FactAttributes.User, attribute, value, replaces is null ? StatementKind.Holds : StatementKind.Corrects, null, null, value) { Replaces = replaces }]);
}
