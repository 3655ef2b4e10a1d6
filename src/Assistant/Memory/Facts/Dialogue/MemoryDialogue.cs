using Assistant.Tools.Search;

namespace Assistant.Memory.Facts.Dialogue;

/// <summary>Requests to the memory, answered from a ledger. Weak facts are found here too: a question is explicit.</summary>
internal sealed class MemoryDialogue : IMemoryDialogue
{
    private const int MostListed = 50;

    public MemoryRequest? Recognise(string message, DateTimeOffset saidAt) =>
        KnownThen.Of(message) is { } plain && MemoryRequests.Of(plain, saidAt) is { Kind: MemoryRequestKind.Question, AsOf: { } then } question
            ? question with { KnownAt = then } : MemoryRequests.Of(message, saidAt);

    public MemoryAnswer? Answer(MemoryRequest request, IFactLedger ledger, DateTimeOffset now) => AnswerAt(request, ledger, ledger.Present(now));

    private MemoryAnswer? AnswerAt(MemoryRequest request, IFactLedger ledger, DateTimeOffset now) => request.Kind switch
    {
        MemoryRequestKind.Overview => Overview(request, ledger, now),
        MemoryRequestKind.Why => Why(request, ledger),
        MemoryRequestKind.Question => Question(request, ledger, now),
        MemoryRequestKind.Correct => Corrected(request, ledger, now),
        MemoryRequestKind.Forget => Named(request, ledger).Any() ? new(MemoryWording.Forgotten(request.Language), []) : NothingOfThat(request),
        MemoryRequestKind.Pause => new(MemoryWording.Paused(request.Language), []),
        MemoryRequestKind.Resume => new(MemoryWording.Resumed(request.Language), []),
        MemoryRequestKind.TakeAlong => new(MemoryWording.TakeAlong(request.Language), []),
        _ => new(MemoryWording.NotKept(request.Language), []),
    };

    public bool IsNamed(Fact fact, MemoryRequest request) => request.Words.Length > 0 ? Mentions(request.Words, fact.Value) :
        (request.Value.Length == 0 || FactValue.Means(fact.Value, request.Value))
        && ((IsOf(fact, request.Subject) && (request.Attribute.Length == 0 || fact.Attribute == request.Attribute))
            // A person of theirs as a whole: what is known of the sister, and that there is one.
            || (request is { Attribute: "", Subject: not FactAttributes.User } && fact.Subject == FactAttributes.User && fact.Attribute == request.Subject));

    public string Noted(IReadOnlyList<Fact> facts, string language) => MemoryWording.Noted(facts, language);

    public string Label(Fact fact, string language) => AttributeWords.Label(fact, language);

    public string Describe(Fact fact, string language) => MemoryWording.Item(fact, language);

    private static MemoryAnswer Overview(MemoryRequest request, IFactLedger ledger, DateTimeOffset now)
    {
        var facts = ledger.AsOf(now).OrderByDescending(fact => ledger.Strength(fact, now)).ThenBy(fact => fact.Id, StringComparer.Ordinal).Take(MostListed).ToList();
        return facts.Count == 0 ? new(MemoryWording.Nothing(request.Language), []) : new(MemoryWording.Overview(facts, request.Language), facts);
    }

    private MemoryAnswer? Why(MemoryRequest request, IFactLedger ledger) =>
        Named(request, ledger).LastOrDefault() is { } fact ? new(MemoryWording.Why(fact, request.Language), [fact]) : NothingOfThat(request);

    private static MemoryAnswer? NothingOfThat(MemoryRequest request) => request.IsSure ? new(MemoryWording.NothingOfThat(request.Language), []) : null;

    private static MemoryAnswer? Question(MemoryRequest request, IFactLedger ledger, DateTimeOffset now)
    {
        var known = ledger.Facts.Where(fact => request.Asks(fact.Attribute) && IsOf(fact, request.Subject)).ToList();
        if (known.Count == 0)
            return null;
        if (request is { KnownAt: { } knownAt, AsOf: { } then })
        {
            var thought = ledger.AsOf(then, knownAt).Where(fact => fact.Attribute == request.Attribute && IsOf(fact, request.Subject)).ToList();
            return thought.Count == 0 ? new(MemoryWording.NotKnownThen(request.Language), []) : new(MemoryWording.Known(thought, knownAt, request.Language), thought);
        }
        var facts = known.Where(fact => fact.HoldsAt(request.AsOf ?? now)).ToList();
        if (request.AsOf is { } asOf)
            return facts.Count == 0 ? new(MemoryWording.NotThen(request.Language), []) : new(MemoryWording.Then(facts, asOf, request.Language), facts);
        if (facts.Count == 0)
            return new(MemoryWording.Overview(known, request.Language), known);
        if (request.Attribute.EndsWith(' '))
            return new(MemoryWording.Overview(facts, request.Language), facts);
        var former = known.Where(fact => fact.Until <= now).OrderBy(fact => fact.Until).ToList();
        return new(MemoryWording.Value(facts, former, request.Language), facts);
    }

    private static MemoryAnswer Corrected(MemoryRequest request, IFactLedger ledger, DateTimeOffset now) =>
        ledger.AsOf(now).Where(fact => FactValue.Same(fact.Value, request.Value)).MaxBy(fact => fact.Origins[^1].SaidAt) is { } fact
            ? new(MemoryWording.Corrected(fact, request.Language), [fact]) : new(MemoryWording.Unclear(request.Language), []);

    private IEnumerable<Fact> Named(MemoryRequest request, IFactLedger ledger) => ledger.Facts.Where(fact => IsNamed(fact, request));

    /// <summary>Every word of the value was said, of one with a name in it ("dog Rex") the name; Chinese letter for letter.</summary>
    private static bool Mentions(string words, string value)
    {
        if (value.Any(sign => sign >= '\u4e00'))
            return words.Contains(value, StringComparison.OrdinalIgnoreCase);
        var names = value.Split(' ').Where(word => word.Length > 0 && char.IsUpper(word[0]));
        return SearchTerms.Of(names.Any() ? string.Join(' ', names) : value) is { Count: > 0 } terms && terms.TrueForAll(SearchTerms.Of(words).Contains);
    }

    /// <summary>"My friend" is any friend; "friend Marta" is she.</summary>
    private static bool IsOf(Fact fact, string subject) => fact.Subject == subject || fact.Subject.StartsWith(subject + " ", StringComparison.Ordinal);
}
