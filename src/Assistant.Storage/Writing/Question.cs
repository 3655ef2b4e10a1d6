namespace Assistant.Storage.Writing;

/// <summary>
/// A statement with its values, of whose answer the first row is wanted. One that an operation begins with may be asked ahead, together with those of the other operations of its group:
/// it then must read and change only rows of the operation's own conversation.
/// </summary>
/// <param name="chain">The tenant to whose chain its operation appends, when the answer is as expected; null when to none.</param>
internal sealed class Question(string? chain, Statement statement, params object?[] values)
{
    /// <summary>Of an operation that asks nothing, and touches only rows of its own conversation.</summary>
    public static readonly Question None = new(null, new Statement("SELECT 1"));

    public string? Chain => chain;

    public Statement Statement => statement;

    public object?[] Values => values;
}
