using System.Text.RegularExpressions;
using Assistant.Agent.Extractive.Values;
using Assistant.Agent.Extractive.Words;
using Assistant.Perception;

namespace Assistant.Agent.Extractive.Layout;

/// <summary>A piece of evidence that may hold an answer (a sentence, a field's value, a table cell), with what its place says about it.</summary>
internal sealed partial record Passage
{
    private Terms? _text;
    private Terms? _label;
    private Terms? _row;
    private Terms? _near;
    private Terms? _before;
    private bool? _leansBack;
    private bool? _envelope;
    private List<Value>? _values;

    public required Evidence Evidence { get; init; }

    public required PassageKind Kind { get; init; }

    /// <summary>As it stands in the evidence.</summary>
    public required string Text { get; init; }

    /// <summary>The blocks that <see cref="Text"/> comes from, with where in it each begins.</summary>
    public required IReadOnlyList<PassagePart> Parts { get; init; }

    /// <summary>What names the value: the text to its left or above it, its row's and its column's heading; empty for a sentence.</summary>
    public string Label { get; init; } = "";

    /// <summary>The rest of its table row, or of its card.</summary>
    public string Row { get; init; } = "";

    /// <summary>Words for the part it plays by where it stands (a button, a letterhead): compared with questions, never shown.</summary>
    public string Role { get; init; } = "";

    /// <summary>The heading above, the sentence after, the lines around.</summary>
    public string Near { get; init; } = "";

    /// <summary>The sentence before, which a sentence that begins with "it" or "the company" speaks of.</summary>
    public string Before { get; init; } = "";

    /// <summary>A heading of a document, a text larger than the rest of a picture.</summary>
    public bool IsTitle { get; init; }

    /// <inheritdoc cref="Messages.IsEnvelope"/>
    public bool IsEnvelope => _envelope ??= Messages.IsEnvelope(Evidence, Parts[0].Block);

    /// <summary>It asks: a heading of a list of questions and answers, a message of a chat.</summary>
    public bool IsQuestion => Text.TrimEnd() is [.., '?' or '？'];

    /// <summary>Place in reading order within its evidence.</summary>
    public int Order { get; init; }

    /// <summary>Its table's row and column, for what is worked out over a column; null outside tables.</summary>
    public TablePlace? Place { get; init; }

    public Terms TextTerms => _text ??= Terms.Of(Text);
    public Terms LabelTerms => _label ??= Terms.Of(Label);
    public Terms RowTerms => _row ??= Terms.Of(Role.Length == 0 ? Row : $"{Row} · {Role}");
    public Terms NearTerms => _near ??= Terms.Of(Near);
    public Terms BeforeTerms => _before ??= Terms.Of(Before);

    /// <summary>Begins with a word that points back: what the sentence before names is meant here too.</summary>
    public bool LeansBack => _leansBack ??= Before.Length > 0 && (Before[^1] is '?' or '？' || Backward.Points(Text));

    /// <summary>Without the number of a clause: "2.3 If the customer leaves ..." names no quantity.</summary>
    public IReadOnlyList<Value> Values => _values ??= FindValues();

    /// <summary>What a reader would compare with a question: the label and the text.</summary>
    public string Spoken => Label.Length == 0 ? Text : $"{Label}: {Text}";

    /// <summary>As <see cref="Spoken"/>, with the sentence that it points back to.</summary>
    public string InContext => LeansBack ? $"{Before} {Text}" : Spoken;

    [GeneratedRegex(@"^(?:\d{1,2}(?:\.\d{1,2}){1,3}\.?|\d{1,2}[.)、]|[（(]\d{1,2}[)）])\s*(?=\p{Lu}|[\u4e00-\u9fff])(?![年月日号点])")]
    private static partial Regex ClauseNumber();

    private List<Value> FindValues()
    {
        var numbered = ClauseNumber().Match(Text).Length;
        return [.. ValueFinder.Find(Text).Where(value => value.End > numbered)];
    }

    public EvidenceBlock BlockAt(int offset)
    {
        var part = Parts[0];
        foreach (var next in Parts)
        {
            if (next.Start <= offset)
                part = next;
        }
        return Evidence.Blocks[part.Block];
    }
}

/// <summary>Name: the heading of a column, which names values and is none.</summary>
internal enum PassageKind { Sentence, Field, Cell, Name }

/// <param name="Block">Index into the evidence's blocks.</param>
/// <param name="Start">Where the block's text begins in the passage's text.</param>
internal readonly record struct PassagePart(int Block, int Start);

/// <param name="Table">A table of the evidence's layout.</param>
internal sealed record TablePlace(Grid Table, int Row, int Column);
