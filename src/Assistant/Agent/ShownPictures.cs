using Assistant.Agent.Grounding;
using Assistant.Perception;
using Microsoft.Extensions.AI;

namespace Assistant.Agent;

/// <param name="Content">As it is sent.</param>
/// <param name="IsEarlier">It came with an earlier message.</param>
internal sealed record ShownPicture(Evidence Picture, DataContent Content, bool IsEarlier);

/// <summary>What a model that sees is shown in one turn.</summary>
/// <param name="Missed">Pictures of this turn that it is not shown.</param>
internal sealed record ShownPictures(IReadOnlyList<ShownPicture> Shown, IReadOnlyList<Evidence> Missed)
{
    public static ShownPictures None { get; } = new([], []);

    /// <summary>For the prompt: the pictures in the order in which they are sent.</summary>
    public string Names => string.Join("; ", Shown.Select((each, i) => $"{i + 1}. {DataText.Line(each.Picture.Source)}{(each.IsEarlier ? " (sent earlier)" : "")}"));

    /// <summary>
    /// The failures that are left: that no text was found in a picture is none when the picture itself is shown, and one that is not shown was not looked at.
    /// </summary>
    public IReadOnlyList<AttachmentFailure> Left(IReadOnlyList<AttachmentFailure> failures)
    {
        if (Shown.Count + Missed.Count == 0)
            return failures;
        var seen = Shown.Select(each => each.Picture).Concat(Missed).SelectMany(each => each.Gaps).Where(IsOfReading).ToHashSet();
        return [.. failures.Where(failure => !seen.Contains(failure)), .. Missed.Select(each => new AttachmentFailure(each.Source, AttachmentProblem.NotLookedAt))];
    }

    private static bool IsOfReading(AttachmentFailure gap) => gap.Problem is AttachmentProblem.NothingReadable or AttachmentProblem.NotInstalled;
}
