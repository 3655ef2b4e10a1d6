namespace Assistant.Conversations;

/// <summary>Where a running turn reports what its followers should see. Never blocks.</summary>
internal interface ITurnEvents
{
    void Publish(ConversationEvent happened);
}
