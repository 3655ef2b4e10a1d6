namespace Assistant.Memory.Facts.Dialogue.Requests;

/// <summary>What a message wants of the memory, and the words by which it names what it is about.</summary>
/// <param name="Words">Empty where the kind says all.</param>
/// <param name="IsSure">The message speaks of what is remembered; otherwise it may be about anything, and counts only if something remembered is named.</param>
internal sealed record MemoryIntent(MemoryRequestKind Kind, string Words = "", bool IsSure = true);
