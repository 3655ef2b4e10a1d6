using Assistant.Memory.Facts;

namespace Assistant.Tests.Memory.Facts;

public sealed class ActivationTests
{
    private static readonly DateTimeOffset s_now = TestTimes.Noon;

    [Fact]
    public void Activation_OneTelling_IsTheLogarithmOfItsDecay() =>
        Assert.Equal(-0.5 * Math.Log(3600), Activation.Of([s_now.AddHours(-1)], FactUses.None("f"), s_now), 10);

    [Fact]
    public void Activation_Uses_AddUpInFull()
    {
        var uses = FactUses.None("f").Add(s_now.AddSeconds(-100)).Add(s_now.AddSeconds(-400));

        Assert.Equal(Math.Log((1 / 10.0) + (1 / 20.0) + (1 / 40.0)), Activation.Of([s_now.AddSeconds(-1600)], uses, s_now), 10);
    }

    [Fact]
    public void Activation_RepetitionWithoutEnd_WeighsLessThanTwoTellings()
    {
        var once = Activation.Of([s_now.AddHours(-1)], FactUses.None("f"), s_now);

        var often = Activation.Of(Enumerable.Repeat(s_now.AddHours(-1), 500), FactUses.None("f"), s_now);

        Assert.InRange(often - once, 0.0, Math.Log(2) + 1e-9);
    }

    [Fact]
    public void Activation_EachRepetition_AddsLessThanTheOneBefore()
    {
        double Weight(int told) => Math.Exp(Activation.Of(Enumerable.Repeat(s_now.AddHours(-1), told), FactUses.None("f"), s_now));

        Assert.True(Weight(3) - Weight(2) < Weight(2) - Weight(1));
        Assert.True(Weight(4) - Weight(3) < Weight(3) - Weight(2));
    }

    [Fact]
    public void Activation_ManyOldUses_AreCloseToTheFullSum()
    {
        var times = Enumerable.Range(1, 400).Select(day => s_now.AddDays(-day)).Order().ToList();
        var uses = times.Aggregate(FactUses.None("f"), (sum, time) => sum.Add(time));
        var full = Math.Log(times.Append(s_now.AddDays(-400)).Sum(time => Math.Pow((s_now - time).TotalSeconds, -0.5)));

        Assert.Equal(32, uses.Newest.Count);
        Assert.Equal(full, Activation.Of([s_now.AddDays(-400)], uses, s_now), 1);
    }

    [Fact]
    public void Activation_ClockThatWentBack_IsFinite() =>
        Assert.True(double.IsFinite(Activation.Of([s_now.AddDays(3)], FactUses.None("f").Add(s_now.AddDays(5)), s_now)));
}
