namespace Assistant.Agent.Extractive.Scoring;

/// <summary>Whether the best passage answers the question or only resembles it.</summary>
internal static class Confidence
{
    private const double Enough = 0.4;

    private const double Near = -3.5;

    /// <summary>A sentence of running text that speaks of what was asked, though it does not surely answer: worth showing as the closest, not as the answer.</summary>
    public static bool IsNear(Candidate best) => best.Score >= Near && best.Passage.Kind == Layout.PassageKind.Sentence && best.Passage.Evidence.Kind != Perception.EvidenceKind.Image && best.Coverage > 0.1;

    public static bool IsEnough(Candidate best) => best.Score > Enough;
}
