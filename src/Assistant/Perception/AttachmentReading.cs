namespace Assistant.Perception;

/// <summary>What came of a message's attachments: each one is in <see cref="Evidence"/> or in <see cref="Failures"/>.</summary>
/// <param name="SpokenText">What a short voice note said, when nothing was typed: it is the question. Empty otherwise.</param>
/// <param name="Models">Names of the models that read, by role.</param>
internal sealed record AttachmentReading(
    IReadOnlyList<Evidence> Evidence, IReadOnlyList<AttachmentFailure> Failures, string SpokenText, IReadOnlyDictionary<string, string> Models)
{
    public static AttachmentReading Nothing { get; } = new([], [], "", new Dictionary<string, string>());

    /// <summary>What the question may be answered from: a question is not evidence for its own answer.</summary>
    public IReadOnlyList<Evidence> AnswerableEvidence => [.. Evidence.Where(e => e.HasContent && (SpokenText.Length == 0 || e.Kind != EvidenceKind.Audio))];

    /// <summary>For models that see.</summary>
    public IReadOnlyList<Evidence> Pictures => [.. Evidence.Where(e => e.Kind == EvidenceKind.Image)];
}
