using System.Globalization;
using Assistant.Conversations;

namespace Assistant.Server.Commands;

/// <summary>Words a turn's progress for the terminal.</summary>
internal static class ProgressText
{
    public static string English(TurnProgress step) => step.Stage switch
    {
        TurnStage.Queued => "Waiting",
        TurnStage.Fetching => $"Fetching {step.Subject}",
        TurnStage.ReadingPictures => $"Reading {step.Subject}",
        TurnStage.Listening => $"Listening to {step.Subject}, {Clock(step.Done)}{(step.Total is { } total ? $" of {Clock(total)}" : "")}",
        TurnStage.ReadingDocuments => $"Reading {step.Subject}",
        TurnStage.Searching => "Searching",
        TurnStage.UsingTool => $"Using {step.Subject}",
        _ => "Thinking",
    };

    private static string Clock(double? seconds) => TimeSpan.FromSeconds(seconds ?? 0).ToString(@"m\:ss", CultureInfo.InvariantCulture);
}
