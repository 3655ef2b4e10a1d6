namespace Assistant.Memory.Facts.Dialogue;

/// <summary>The answer's words and the facts that it rests on: those are cited, and used once it was sent.</summary>
public sealed record MemoryAnswer(string Text, IReadOnlyList<Fact> Facts);
