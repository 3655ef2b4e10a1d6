namespace Assistant.Agent.Asking;

/// <summary>Something that a tool needs and nobody has said yet: a field of the form that asks for it, or one question in words.</summary>
/// <param name="Name">Of the tool's argument.</param>
/// <param name="Label">For people: what the tool says of the argument, or its name in words.</param>
public sealed record AskedField(string Name, string Label, AskedFieldKind Kind)
{
    /// <summary>Of <see cref="AskedFieldKind.Choice"/>: two or more.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Of a number; null for no bound.</summary>
    public double? Least { get; init; }

    public double? Most { get; init; }
}

/// <summary>What is written into a field, and so which input a card shows.</summary>
public enum AskedFieldKind
{
    Text,
    Number,
    WholeNumber,

    /// <summary>Given to the tool as yyyy-MM-dd.</summary>
    Date,

    /// <summary>Given to the tool as yyyy-MM-ddTHH:mm, in the person's own time.</summary>
    DateAndTime,

    Choice,

    /// <summary>Yes or no.</summary>
    Toggle,
}
