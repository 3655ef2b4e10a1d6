namespace Assistant.Memory.Facts;

/// <summary>One message as it was said: the episode it is kept as, the words, the time of saying with the speaker's offset, and whose words they are.</summary>
public sealed record Utterance(string EpisodeId, string Text, DateTimeOffset SaidAt, UtteranceSource Source = UtteranceSource.User, string Conversation = "");
