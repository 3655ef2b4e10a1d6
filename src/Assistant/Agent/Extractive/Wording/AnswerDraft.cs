using Assistant.Agent.Extractive.Layout;
using Assistant.Perception;
using Assistant.Text;

namespace Assistant.Agent.Extractive.Wording;

/// <summary>An answer while it is put together: text with its numbered sources.</summary>
internal sealed class AnswerDraft(string language)
{
    private const int LongestQuote = 1_000;
    private readonly List<Citation> _citations = [];
    private readonly List<string> _lines = [];

    public string Language => language;

    public IReadOnlyList<Citation> Citations => _citations;

    public void Say(string line)
    {
        if (line.Length > 0)
            _lines.Add(line);
    }

    /// <summary>Quotes the line below, as Markdown.</summary>
    public void Quote(string text) => Say($"> {Markdown.Escape(Cut(text))}");

    /// <summary>The source's number in brackets; the same place is cited once.</summary>
    /// <param name="at">Offset in the passage of what is cited.</param>
    public string Cite(Passage passage, int at = 0)
    {
        var block = passage.BlockAt(at);
        return Cite(passage.Evidence, block, passage.Text, Place(passage, block));
    }

    public string Cite(Evidence evidence, EvidenceBlock block, string quote, SourcePosition? position = null)
    {
        var place = position ?? block.Position;
        var known = _citations.Find(c => c.EvidenceId == evidence.Id && c.Position == place && c.Quote == Cut(quote));
        if (known is null)
        {
            known = new(_citations.Count + 1, evidence.Kind, evidence.Id, evidence.Source, Cut(quote), place) { AttachmentId = evidence.AttachmentId };
            _citations.Add(known);
        }
        return $"[{known.N}]";
    }

    public Answer Finish(bool found, AgentRequest request, IReadOnlyList<string>? suggestions = null)
    {
        var failures = FailureWording.Lines(request.Failures, language);
        if (failures.Length > 0)
            _lines.Add(failures);
        return new Answer
        {
            Text = string.Join("\n\n", _lines),
            Citations = _citations,
            Found = found,
            Model = AnsweredBy.Quotes,
            Language = language,
            Failures = request.Failures,
            SuggestedReplies = suggestions ?? [],
        };
    }

    /// <summary>The block that holds the answer; a sentence over several segments of speech lasts from the first to the last.</summary>
    private static SourcePosition Place(Passage passage, EvidenceBlock block)
    {
        if (passage.Parts.Count == 1 || block.Position.Start is null)
            return block.Position;
        return block.Position with { Start = passage.Evidence.Blocks[passage.Parts[0].Block].Position.Start, End = passage.Evidence.Blocks[passage.Parts[^1].Block].Position.End };
    }

    private static string Cut(string text) => text.Shortened(LongestQuote);
}
