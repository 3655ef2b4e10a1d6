using Assistant.ChannelSimulator.Scenarios;

namespace Assistant.ChannelSimulator.Plan;

/// <summary>
/// Deals the behaviours out. What makes an activity one that is not to be answered has its share of all activities; every other one has its share of those that are, whole numbers of them drawn by chance,
/// as far as there are enough that it can happen to. Of those that exclude each other an activity has one.
/// </summary>
internal sealed class BehaviourDraw
{
    private static readonly Predicate<Behaviour>[] s_exclusive = [PlannedActivity.IsOfDelivery, PlannedActivity.IsOfAttachments, behaviour => behaviour is Behaviour.Edit or Behaviour.Delete];
    private readonly Dictionary<int, HashSet<Behaviour>> _dealt;
    private readonly PlannedActivity[] _all;
    private readonly Dictionary<int, int> _next = [];
    private readonly Dictionary<int, int> _before = [];
    private readonly Scenario _scenario;
    private readonly Random _random;

    private BehaviourDraw(IReadOnlyList<IReadOnlyList<PlannedActivity>> conversations, Scenario scenario, Random random)
    {
        (_all, _scenario, _random) = ([.. conversations.SelectMany(each => each)], scenario, random);
        _dealt = _all.ToDictionary(activity => activity.Number, _ => new HashSet<Behaviour>());
        foreach (var conversation in conversations)
            for (var i = 0; i + 1 < conversation.Count; i++)
                (_next[conversation[i].Number], _before[conversation[i + 1].Number]) = (conversation[i + 1].Number, conversation[i].Number);
    }

    /// <param name="conversations">Their activities in order.</param>
    /// <returns>By number.</returns>
    public static IReadOnlyDictionary<int, HashSet<Behaviour>> Of(IReadOnlyList<IReadOnlyList<PlannedActivity>> conversations, Scenario scenario, Random random)
    {
        var draw = new BehaviourDraw(conversations, scenario, random);
        draw.Deal();
        return draw._dealt;
    }

    private void Deal()
    {
        var decisive = Enum.GetValues<Behaviour>().Where(IsDecisive).ToArray();
        foreach (var behaviour in decisive)
            Deal(behaviour, _all.Length, [.. _all.Where(activity => _dealt[activity.Number].Count == 0)]);
        var acceptable = _all.Where(activity => _dealt[activity.Number].Count == 0).ToArray();
        // Those that can happen to few come first, before the others have taken their places.
        foreach (var behaviour in Enum.GetValues<Behaviour>().Except(decisive).OrderBy(behaviour => acceptable.Count(activity => IsPossible(behaviour, activity))))
            Deal(behaviour, acceptable.Length, acceptable);
        // What people delete, or say to others, meets a hostile channel as well; it counts for no share.
        foreach (var activity in _all.Where(activity => _dealt[activity.Number].Any(behaviour => behaviour is Behaviour.Delete or Behaviour.NotAddressed)))
            foreach (var behaviour in Enum.GetValues<Behaviour>().Except(decisive))
                if (_random.NextDouble() < _scenario.Shares.GetValueOrDefault(behaviour) && IsPossible(behaviour, activity))
                    _dealt[activity.Number].Add(behaviour);
    }

    private static bool IsDecisive(Behaviour behaviour) => PlannedActivity.IsRefusal(behaviour) || behaviour is Behaviour.Delete or Behaviour.NotAddressed;

    private void Deal(Behaviour behaviour, int of, PlannedActivity[] among)
    {
        _random.Shuffle(among);
        var left = (int)Math.Round(of * _scenario.Shares.GetValueOrDefault(behaviour), MidpointRounding.AwayFromZero);
        foreach (var activity in among)
        {
            if (left == 0)
                return;
            if (!IsPossible(behaviour, activity))
                continue;
            _dealt[activity.Number].Add(behaviour);
            left--;
        }
    }

    private bool IsPossible(Behaviour behaviour, PlannedActivity activity)
    {
        if (!IsPossible(behaviour, activity.Conversation) || Array.Exists(s_exclusive, alike => alike(behaviour) && _dealt[activity.Number].Any(each => alike(each))))
            return false;
        // It changes places with the next one, which must be there, and which must not do so itself.
        return behaviour != Behaviour.Reorder
            || (_next.TryGetValue(activity.Number, out var next) && !_dealt[next].Contains(Behaviour.Reorder) && !(_before.TryGetValue(activity.Number, out var before) && _dealt[before].Contains(Behaviour.Reorder)));
    }

    private static bool IsPossible(Behaviour behaviour, PlannedConversation conversation) => behaviour switch
    {
        _ when conversation.Kind == ConversationKind.DirectLine => PlannedActivity.IsOfClients(behaviour) || PlannedActivity.IsOfSockets(behaviour),
        _ when PlannedActivity.IsOfSockets(behaviour) => false,
        Behaviour.NotAddressed => conversation.Kind == ConversationKind.GroupChat,
        Behaviour.StreamRefused => conversation.Kind == ConversationKind.Personal,
        Behaviour.LongAnswer => conversation.HasShortMessages,
        Behaviour.WrongTenant => conversation.Kind != ConversationKind.WebChat,
        _ => true,
    };
}
