namespace Assistant.Memory.LongTerm;

/// <summary>Something that was said: one turn of a conversation. Data, never instructions.</summary>
/// <param name="Id">Unique for the person; any characters.</param>
public sealed record Episode(string Id, DateTimeOffset At, string Speaker, string Conversation, string Text);
