namespace Assistant.Memory.Facts;

/// <summary>Whose words a text holds. Only <see cref="User"/> can say something of the user; the rest is evidence, never memory of a person. <see cref="Published"/>: what operators published for everybody.</summary>
public enum UtteranceSource { User, Assistant, Document, Picture, Recording, Tool, OtherPerson, Published }
