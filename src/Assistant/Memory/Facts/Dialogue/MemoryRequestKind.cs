namespace Assistant.Memory.Facts.Dialogue;

/// <summary>What a message asks of the memory: all of it, why something is in it, a value, to put right, to forget, or to keep nothing.</summary>
public enum MemoryRequestKind { Overview, Why, Question, Correct, Forget, ForgetEverything, DoNotRemember }
