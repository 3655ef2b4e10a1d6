using Assistant.ChannelSimulator.Channel;
using Assistant.ChannelSimulator.Ledger;
using Assistant.ChannelSimulator.Plan;
using Assistant.ChannelSimulator.Scenarios;

namespace Assistant.ChannelSimulator.Play;

/// <summary>Plays what is planned: each conversation's activities one after the other, all conversations at the same time; then waits until nothing more comes.</summary>
internal sealed class Player(PlayPlan plan, Scenario scenario, ActivityBodies bodies, Func<PlannedConversation, IPoster> posterOf, ChannelTokens tokens, PlayLedger ledger)
{
    public async Task PlayAsync(CancellationToken cancellationToken)
    {
        var rollovers = RollOverAsync(cancellationToken);
        await Task.WhenAll(plan.Conversations.Select(conversation => ConverseAsync(conversation, cancellationToken)));
        await rollovers;
        await UntilSilenceAsync(cancellationToken);
    }

    private async Task RollOverAsync(CancellationToken cancellationToken)
    {
        for (var i = 1; i <= scenario.KeyRollovers; i++)
        {
            await UntilAsync(plan.Length * i / (scenario.KeyRollovers + 1), cancellationToken);
            tokens.RollOver();
        }
    }

    private async Task ConverseAsync(IReadOnlyList<PlannedActivity> activities, CancellationToken cancellationToken)
    {
        var running = new List<Task>();
        foreach (var activity in activities)
        {
            await UntilAsync(activity.Due, cancellationToken);
            var posting = SayAsync(activity, running, cancellationToken);
            if (!activity.Has(Behaviour.Burst))
                await posting;
            lock (running)
                running.Add(posting);
        }
        // What is said last adds what follows from it before it ends.
        for (var ended = 0; ; )
        {
            Task[] all;
            lock (running)
                all = [.. running];
            if (all.Length == ended)
                return;
            await Task.WhenAll(all);
            ended = all.Length;
        }
    }

    /// <summary>Until it is acknowledged; what follows goes on in <paramref name="running"/>.</summary>
    private async Task SayAsync(PlannedActivity activity, List<Task> running, CancellationToken cancellationToken)
    {
        var (body, poster) = (bodies.Of(activity), posterOf(activity.Conversation));
        if (activity.IsChangedFirst)
            await poster.PostAgainAsync(activity, ChangeOf(activity), cancellationToken);
        var first = poster.PostAsync(activity, body, cancellationToken);
        if (activity.Has(Behaviour.Duplicate))
            await poster.PostAgainAsync(activity, body, cancellationToken);
        await first;
        lock (running)
        {
            if (activity.Has(Behaviour.Resend))
                running.Add(LaterAsync(TimeSpan.FromSeconds(scenario.ResendAfter), () => poster.PostAgainAsync(activity, body, cancellationToken), cancellationToken));
            if (!activity.IsChangedFirst && (activity.Has(Behaviour.Edit) || activity.Has(Behaviour.Delete)))
                running.Add(LaterAsync(Soon(activity), () => poster.PostAgainAsync(activity, ChangeOf(activity), cancellationToken), cancellationToken));
        }
    }

    private string ChangeOf(PlannedActivity activity) => activity.Has(Behaviour.Edit) ? bodies.Edit(activity) : bodies.Deletion(activity);

    /// <summary>While a turn runs.</summary>
    private static TimeSpan Soon(PlannedActivity activity) => TimeSpan.FromMilliseconds(activity.Number % 30);

    private static async Task LaterAsync(TimeSpan wait, Func<Task> then, CancellationToken cancellationToken)
    {
        await Task.Delay(wait, cancellationToken);
        await then();
    }

    private async Task UntilAsync(TimeSpan due, CancellationToken cancellationToken)
    {
        if (due.TotalSeconds - ledger.Now is > 0 and var wait)
            await Task.Delay(TimeSpan.FromSeconds(wait), cancellationToken);
    }

    /// <summary>What is missing may still come, and what is there may come again.</summary>
    private async Task UntilSilenceAsync(CancellationToken cancellationToken)
    {
        var ended = ledger.Now;
        while (ledger.Now - Math.Max(ended, ledger.LastReply) < scenario.Patience)
            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
    }
}
