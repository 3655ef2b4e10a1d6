using Assistant.ChannelSimulator.Scenarios;

namespace Assistant.ChannelSimulator.Plan;

/// <summary>Everything that happens in a play, known beforehand: the same seed gives the same.</summary>
internal sealed record PlayPlan(IReadOnlyList<IReadOnlyList<PlannedActivity>> Conversations, TimeSpan Length)
{
    public IEnumerable<PlannedActivity> Activities => Conversations.SelectMany(each => each);

    /// <param name="directLine">Some people speak over Direct Line.</param>
    public static PlayPlan Make(Scenario scenario, int seed, int activities, bool directLine)
    {
        var random = new Random(seed);
        var conversations = Math.Max(1, activities / scenario.ConversationLength);
        var planned = Enumerable.Range(0, conversations)
            .Select(number => (Conversation: new PlannedConversation(number + 1, (ConversationKind)random.Next(directLine ? 4 : 3), random.Next(scenario.Regions)), Activities: new List<PlannedActivity>())).ToArray();
        for (var number = 1; number <= activities; number++)
        {
            // All conversations go on all the time, each at its own pace.
            var (conversation, list) = planned[random.Next(conversations)];
            list.Add(new(number, conversation, TimeSpan.FromSeconds((number + random.NextDouble()) / scenario.Rate), new HashSet<Behaviour>()));
        }
        var drawn = BehaviourDraw.Of([.. planned.Select(each => (IReadOnlyList<PlannedActivity>)each.Activities)], scenario, random);
        return new([.. planned.Select(each => (IReadOnlyList<PlannedActivity>)Reordered([.. each.Activities.Select(activity => activity with { Behaviours = drawn[activity.Number] })]))], TimeSpan.FromSeconds(activities / scenario.Rate));
    }

    private static List<PlannedActivity> Reordered(List<PlannedActivity> activities)
    {
        for (var i = 0; i + 1 < activities.Count; i++)
            if (activities[i].Has(Behaviour.Reorder) && !activities[i + 1].Has(Behaviour.Reorder))
            {
                var (first, second) = (activities[i], activities[i + 1]);
                (activities[i], activities[i + 1]) = (second with { Due = first.Due }, first with { Due = second.Due });
                i++;
            }
        return activities;
    }
}
