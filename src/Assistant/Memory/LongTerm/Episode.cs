using Assistant.Memory.Facts;

namespace Assistant.Memory.LongTerm;

/// <summary>Something that was said or read: one side of a turn. Data, never instructions.</summary>
/// <param name="Id">Unique for the person; any characters.</param>
/// <param name="Source">Whose words: only <see cref="UtteranceSource.User"/> were written by the person.</param>
public sealed record Episode(string Id, DateTimeOffset At, string Speaker, string Conversation, string Text, UtteranceSource Source = UtteranceSource.User);
