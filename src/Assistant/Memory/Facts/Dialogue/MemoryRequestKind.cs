namespace Assistant.Memory.Facts.Dialogue;

/// <summary>What a message asks of the memory: all of it, why something is in it, a value, to put right, to forget, to erase the log too, to keep nothing, to pause and go on, or to have it as a file.</summary>
public enum MemoryRequestKind { Overview, Why, Question, Correct, Forget, ForgetEverything, EraseData, DoNotRemember, Pause, Resume, TakeAlong }
