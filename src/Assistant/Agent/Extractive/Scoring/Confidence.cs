namespace Assistant.Agent.Extractive.Scoring;

/// <summary>Whether the best passage answers the question or only resembles it.</summary>
internal static class Confidence
{
    private const double Enough = 0;

    public static bool IsEnough(Candidate best) => best.Score > Enough;
}
