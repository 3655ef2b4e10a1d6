using Assistant.Inference.Language.Constraints.Grammar;

namespace Assistant.Inference.Language.Constraints.Patterns;

/// <summary>
/// An expression as a grammar: one automaton, or where that has too many states, one for each of its parts, of which repeated characters ("^.{1,255}$") are counted instead of being written out.
/// </summary>
internal static class PatternGrammar
{
    // A text may be read in as many ways at once: where one repeated character ends and the next begins is open.
    private const int MostReadings = 128;

    /// <exception cref="NotSupportedException">It needs too many states either way.</exception>
    public static Node Compile(PatternPart pattern, TokenTrie vocabulary)
    {
        try
        {
            return PatternAutomaton.Compile(pattern, vocabulary);
        }
        catch (NotSupportedException) when (Flat(pattern).ToList() is var parts && parts.Select(Counts).OrderDescending().Skip(1).Sum() <= MostReadings && parts.Exists(part => Counts(part) > 0))
        {
            return new SequenceNode([.. parts.Select(part => part is PatternRepeat { Part: CharacterSet set } repeat
                ? new RepeatNode(PatternAutomaton.Compile(set, vocabulary), Node.Nothing, repeat.Least, repeat.Most) : (Node)PatternAutomaton.Compile(part, vocabulary))]);
        }
    }

    /// <summary>What stands one after the other.</summary>
    private static IEnumerable<PatternPart> Flat(PatternPart part) => part switch
    {
        PatternSequence sequence => sequence.Parts.SelectMany(Flat),
        PatternChoice { Parts: [var only] } => Flat(only),
        _ => [part],
    };

    private static int Counts(PatternPart part) => part is PatternRepeat { Part: CharacterSet } repeat ? Math.Max(repeat.Most ?? repeat.Least, 1) : 0;
}
