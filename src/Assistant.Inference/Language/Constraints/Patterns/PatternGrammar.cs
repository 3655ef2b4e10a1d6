using Assistant.Inference.Language.Constraints.Grammar;

namespace Assistant.Inference.Language.Constraints.Patterns;

/// <summary>
/// An expression as a grammar: one automaton, or where that has too many states, one for each of its parts, of which repeated characters ("^.{1,255}$") are counted instead of being written out.
/// </summary>
internal static class PatternGrammar
{
    // A text may be read in as many ways at once: where one part ends and the next begins is open. With a part without an end (as an expression that is not anchored begins and ends with)
    // each place of the others is one, else all but those of the longest.
    private const int MostReadings = 128;

    /// <exception cref="NotSupportedException">It needs too many states either way.</exception>
    public static Node Compile(PatternPart pattern, TokenTrie vocabulary)
    {
        try
        {
            return PatternAutomaton.Compile(pattern, vocabulary);
        }
        catch (NotSupportedException) when (Flat(pattern).ToList() is var parts && parts.Exists(part => Counts(part) > 0) && Readings(parts) <= MostReadings)
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

    private static long Readings(List<PatternPart> parts) => parts.Count(part => Counts(part) is null) switch
    {
        0 => parts.Select(Counts).OrderDescending().Skip(1).Sum(count => (long)count!),
        1 => parts.Sum(part => (long)(Counts(part) ?? 0)),
        _ => long.MaxValue,
    };

    /// <summary>Characters that are counted; 0 where there is nothing to count, null where there is no telling: the part has no end, or is longer or shorter by more than one set.</summary>
    private static int? Counts(PatternPart part) => part is PatternRepeat { Part: CharacterSet } repeat ? repeat.Most : part.LeastLength == part.MostLength ? 0 : null;
}
