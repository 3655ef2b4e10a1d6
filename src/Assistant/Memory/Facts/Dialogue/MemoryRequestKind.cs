namespace Assistant.Memory.Facts.Dialogue;

/// <summary>What a message asks of the memory: all of it, why something is in it, a value, to put right, to forget, to erase the log too, to keep nothing, or to pause and go on.</summary>
public enum MemoryRequestKind { Overview, Why, Question, Correct, Forget, ForgetEverything, EraseData, DoNotRemember, Pause, Resume }
