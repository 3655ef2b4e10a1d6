using Assistant.Agent;
using Assistant.Perception;

namespace Assistant.Server.Commands;

/// <summary>What `transcribe --json` and `look --json` say of a part of a file that is not in their text.</summary>
/// <param name="Problem">As in answers: "tooLong", "tooManyPages", "damaged", "onlyHeard".</param>
/// <param name="Detail">What is left out ("pages 2 to 3"); absent where nothing more is known.</param>
internal sealed record NotReadJson(string Problem, string? Detail)
{
    /// <summary>Tells people on standard error; programs find the same in the JSON. Null when all was read.</summary>
    public static IReadOnlyList<NotReadJson>? Tell(string file, params IEnumerable<GapPart> gaps)
    {
        var told = gaps.ToList();
        foreach (var gap in told)
            Console.Error.WriteLine(FailureWording.Sentence(new(file, gap.Problem, gap.Detail) { Within = gap.Within }, "en"));
        return told.Count == 0 ? null : told.ConvertAll(gap => new NotReadJson(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(gap.Problem.ToString()), gap.Detail));
    }
}
