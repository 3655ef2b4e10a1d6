using Assistant.Agent.Extractive.Layout;
using Assistant.Agent.Extractive.Values;
using Assistant.Perception;

namespace Assistant.Agent.Extractive.Scoring;

/// <summary>What is worked out once for a piece of evidence: its passages, tables and word index.</summary>
internal sealed class EvidenceIndex
{
    public EvidenceIndex(Evidence evidence)
    {
        Evidence = evidence;
        (Passages, Tables) = EvidenceLayout.Read(evidence);
        Words = new Bm25(Passages);
        Dates = new(Passages.SelectMany(passage => passage.Values).Where(value => value.Kind == ValueKind.Date).Select(value => value.Text));
        Characters = evidence.Blocks.Sum(block => (long)block.Text.Length);
    }

    public Evidence Evidence { get; }
    public IReadOnlyList<Passage> Passages { get; }
    public IReadOnlyList<Grid> Tables { get; }
    public Bm25 Words { get; }
    public long Characters { get; }
    public DocumentDates Dates { get; }
}
