namespace Assistant.Channels.Page;

/// <param name="Available">False when the site has long-term memory switched off.</param>
internal sealed record MemoryBody(bool Available, bool Paused, IReadOnlyList<FactItem> Facts);

/// <param name="Subject">Same for all values of one thing, now and before.</param>
/// <param name="Label">What it is, in the reader's language.</param>
/// <param name="Holds">It is so now; otherwise it was, or will be.</param>
/// <param name="From">Only when the words gave it.</param>
internal sealed record FactItem(string Id, string Subject, string Label, string Value, bool Holds, DateTimeOffset? From, DateTimeOffset? Until, DateTimeOffset LearntAt, string Quote);

internal sealed record WhyBody(IReadOnlyList<OriginItem> Origins);

/// <param name="Conversation">Only while it is there, and the person's own.</param>
/// <param name="Entered">True when it was put right in the list itself; absent otherwise.</param>
internal sealed record OriginItem(string Quote, DateTimeOffset At, ConversationName? Conversation, bool? Entered);

internal sealed record ConversationName(string Id, string Title);

/// <param name="More">There is a further page.</param>
internal sealed record EpisodeListBody(IReadOnlyList<EpisodeItem> Items, bool More);

/// <param name="Source">"user", "assistant", "picture", "recording", "document", "tool" or "otherPerson".</param>
internal sealed record EpisodeItem(string Id, DateTimeOffset At, string Speaker, string Source, string Text, ConversationName? Conversation);

internal sealed record SearchBody(string? Search);

internal sealed record CorrectionBody(string? Value);

/// <param name="Erase">"everything".</param>
internal sealed record EraseBody(string? Erase);
