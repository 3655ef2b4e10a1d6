using Assistant.ChannelSimulator.Ledger;
using Assistant.ChannelSimulator.Plan;
using Assistant.ChannelSimulator.Scenarios;

namespace Assistant.Tests.ChannelSimulator;

/// <summary>The hostile channel's shares are those of its scenario, counted; and an answer is told from another's.</summary>
public sealed class PlayPlanTests
{
    private static readonly Scenario s_everything = new Scenario { Behaviours = Enum.GetValues<Behaviour>().ToDictionary(Scenario.Name, _ => .05) }.Checked();

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void EachBehaviour_HasItsShare_OfTheAcceptableActivities(int seed, bool directLine)
    {
        var plan = PlayPlan.Make(s_everything, seed, 5_000, directLine);
        var acceptable = plan.Activities.Where(activity => activity.IsAcceptable).ToArray();

        foreach (var behaviour in Enum.GetValues<Behaviour>().Where(behaviour => directLine || !PlannedActivity.IsOfSockets(behaviour)))
        {
            var isDecisive = PlannedActivity.IsRefusal(behaviour) || behaviour is Behaviour.Delete or Behaviour.NotAddressed;
            var share = isDecisive ? plan.Activities.Count(activity => activity.Has(behaviour)) / 5_000d : acceptable.Count(activity => activity.Has(behaviour)) / (double)acceptable.Length;
            Assert.True(Math.Abs(share - .05) < .0005, $"{behaviour}: {share}");
        }
        Assert.Equal(3_500, acceptable.Length);
    }

    [Fact]
    public void Activity_HasOneOfThoseThatExcludeEachOther_AndRefusedOnesNothingElse()
    {
        var plan = PlayPlan.Make(s_everything, 3, 3_000, directLine: true);

        Assert.All(plan.Activities, activity =>
        {
            Assert.InRange(activity.Behaviours.Count(PlannedActivity.IsOfDelivery), 0, 1);
            Assert.InRange(activity.Behaviours.Count(PlannedActivity.IsOfAttachments), 0, 1);
            Assert.False(activity.Has(Behaviour.Edit) && activity.Has(Behaviour.Delete));
            Assert.True(!activity.IsRefused || activity.Behaviours.Count == 1);
            Assert.True(activity.Conversation.Kind == ConversationKind.DirectLine || !activity.Behaviours.Any(PlannedActivity.IsOfSockets));
        });
    }

    [Fact]
    public void SameSeed_GivesTheSamePlay()
    {
        static string Played(int seed) => string.Join('\n', PlayPlan.Make(s_everything, seed, 300, true).Activities.Select(activity => $"{activity.Id} {activity.Due} {string.Join(',', activity.Behaviours.Order())}"));

        Assert.Equal(Played(5), Played(5));
        Assert.NotEqual(Played(5), Played(6));
    }

    [Theory]
    [InlineData("What is 100120 + 1?", false)]
    [InlineData("100,120 + 1 = 100,121", false)]
    [InlineData("10100120 + 1 = 10100121", false)]
    [InlineData("The answer is 100121.", false)]
    [InlineData("Whatever. 5 of 7 files", false)]
    [InlineData("The answer is 100131.", true)]
    [InlineData("100,130 + 1 = 100,131", true)]
    [InlineData("10100131", true)]
    [InlineData("No question of this play: 999971", false)]
    [InlineData(null, false)]
    public void Answer_WithAnothersWords_IsToldFromOnesOwn(string? text, bool isAnothers)
    {
        var plan = new PlannedActivity(12, new(1, ConversationKind.Personal, 0), TimeSpan.Zero, new HashSet<Behaviour>());

        Assert.Equal(100_120, plan.Asked);
        Assert.Equal(isAnothers, AnswerWords.BelongsElsewhere(text, plan, number => number <= 20));
    }
}
