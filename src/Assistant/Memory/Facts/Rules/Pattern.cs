using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Rules;

/// <summary>
/// Expressions of single topics, which few clauses come to: interpreted, since written out by the generator they would multiply the time that the
/// project takes to build, and compiled at run time they would delay the first message.
/// </summary>
internal static class Pattern
{
    /// <summary>Capitals do not count.</summary>
    public static Regex Of(string pattern) => new(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Capitals count.</summary>
    public static Regex Exact(string pattern) => new(pattern, RegexOptions.CultureInvariant);
}
