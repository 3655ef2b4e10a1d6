namespace Assistant.Memory.Facts;

/// <summary>
/// Holds: the value is, was or will be so. Ends: it is so no longer; without a value, whatever held ends.
/// Corrects: what was known last was never so, this is.
/// </summary>
public enum StatementKind { Holds, Ends, Corrects }
