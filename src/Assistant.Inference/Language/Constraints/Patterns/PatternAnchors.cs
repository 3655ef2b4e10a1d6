namespace Assistant.Inference.Language.Constraints.Patterns;

/// <summary>
/// Turns an expression that may stand anywhere in a text into one of the whole text: where ^ or $ does not forbid it, anything stands before and after it. Anchors may stand at the ends of
/// alternatives, also of those in groups that are all of an alternative.
/// </summary>
internal static class PatternAnchors
{
    private static readonly PatternRepeat s_anything = new(CharacterSet.Any, 0, null);

    /// <exception cref="NotSupportedException">An anchor stands elsewhere.</exception>
    public static PatternPart OfWholeText(PatternPart part) => Whole(part, fromStart: false, toEnd: false);

    private static PatternPart Whole(PatternPart part, bool fromStart, bool toEnd)
    {
        switch (part)
        {
            case PatternChoice choice:
                return new PatternChoice([.. choice.Parts.Select(each => Whole(each, fromStart, toEnd))]);
            case PatternSequence { Parts: var parts }:
                var (first, end) = (0, parts.Count);
                while (first < end && parts[first] is PatternAnchor { IsStart: true })
                    (first, fromStart) = (first + 1, true);
                while (end > first && parts[end - 1] is PatternAnchor { IsStart: false })
                    (end, toEnd) = (end - 1, true);
                if (end - first == 1 && parts[first] is PatternChoice or PatternSequence)
                    return Whole(parts[first], fromStart, toEnd);
                part = new PatternSequence([.. parts.Skip(first).Take(end - first)]);
                break;
        }
        if (AnchorIn(part) is { } anchor)
            throw new NotSupportedException($"{(anchor.IsStart ? '^' : '$')} within the expression");
        return new PatternSequence([.. fromStart ? [] : new PatternPart[] { s_anything }, part, .. toEnd ? [] : new PatternPart[] { s_anything }]);
    }

    private static PatternAnchor? AnchorIn(PatternPart part) => part switch
    {
        PatternAnchor anchor => anchor,
        PatternSequence sequence => sequence.Parts.Select(AnchorIn).FirstOrDefault(anchor => anchor is not null),
        PatternChoice choice => choice.Parts.Select(AnchorIn).FirstOrDefault(anchor => anchor is not null),
        PatternRepeat repeat => AnchorIn(repeat.Part),
        _ => null,
    };
}
