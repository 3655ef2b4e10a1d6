using Assistant.Conversations;

namespace Assistant.Cluster;

/// <summary>References to conversations' grains. What Orleans finds by reflection for each of them, a kilobyte of garbage at a time, is found once.</summary>
internal sealed class ConversationGrains(IGrainFactory grains)
{
    private readonly Lazy<(GrainType Type, GrainInterfaceType Interface)> _grain = new(() =>
    {
        var any = grains.GetGrain<IConversationGrain>("any");
        return (any.GetGrainId().Type, ((GrainReference)any).InterfaceType);
    });

    public IConversationGrain this[ConversationKey conversation] =>
        (IConversationGrain)grains.GetGrain(GrainId.Create(_grain.Value.Type, IdSpan.Create(conversation.ToString())), _grain.Value.Interface);
}
