namespace Assistant.Health;

/// <summary>Of what may happen very often a line of the log at once, and then at most one a minute with how many there were: nobody pushes an operator's other lines out of a log of bounded size.</summary>
public interface IPacedLines
{
    /// <summary>It has happened once more.</summary>
    /// <param name="what">The kind of line, one of few.</param>
    /// <returns>How often since the last such line; 0 when nothing is to be said now.</returns>
    int Count(string what);
}
