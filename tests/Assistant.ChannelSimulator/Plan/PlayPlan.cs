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
            list.Add(new(number, conversation, TimeSpan.FromSeconds((number + random.NextDouble()) / scenario.Rate), Behaviours(scenario, conversation, random)));
        }
        return new([.. planned.Select(each => (IReadOnlyList<PlannedActivity>)Reordered(each.Activities))], TimeSpan.FromSeconds(activities / scenario.Rate));
    }

    /// <summary>Each by its share; of those that exclude each other the first that was drawn.</summary>
    private static HashSet<Behaviour> Behaviours(Scenario scenario, PlannedConversation conversation, Random random)
    {
        var drawn = Enum.GetValues<Behaviour>().Where(behaviour => random.NextDouble() < scenario.Shares.GetValueOrDefault(behaviour) && IsPossible(behaviour, conversation)).ToList();
        if (drawn.FindIndex(PlannedActivity.IsRefusal) is >= 0 and var refusal)
            return [drawn[refusal]];
        KeepFirst(drawn, PlannedActivity.IsOfDelivery, random);
        KeepFirst(drawn, PlannedActivity.IsOfAttachments, random);
        KeepFirst(drawn, behaviour => behaviour is Behaviour.Edit or Behaviour.Delete, random);
        return [.. drawn];
    }

    private static void KeepFirst(List<Behaviour> drawn, Predicate<Behaviour> alike, Random random)
    {
        var those = drawn.FindAll(alike);
        if (those.Count > 1)
        {
            var kept = those[random.Next(those.Count)];
            drawn.RemoveAll(behaviour => alike(behaviour) && behaviour != kept);
        }
    }

    private static bool IsPossible(Behaviour behaviour, PlannedConversation conversation) => behaviour switch
    {
        _ when conversation.Kind == ConversationKind.DirectLine => PlannedActivity.IsOfClients(behaviour) || PlannedActivity.IsOfSockets(behaviour),
        _ when PlannedActivity.IsOfSockets(behaviour) => false,
        Behaviour.NotAddressed => conversation.Kind == ConversationKind.GroupChat,
        Behaviour.StreamRefused => conversation.Kind == ConversationKind.Personal,
        Behaviour.WrongTenant => conversation.Kind != ConversationKind.WebChat,
        _ => true,
    };

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
