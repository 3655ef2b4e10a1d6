namespace Assistant.Agent.Asking;

/// <summary>When an answer asks back, and how long it may be answered.</summary>
public sealed class AskBackOptions
{
    public const string SectionName = "AskBack";

    /// <summary>Asks which attachment is meant when two of them answer a question differently and their scores are no further apart than this (0.7: odds of two to one); 0 never asks. Not fitted on anything.</summary>
    public double ChoiceMargin { get; set; } = 0.7;

    /// <summary>How long "which one do you mean?" may be answered.</summary>
    public TimeSpan ChoiceLasts { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long an approval may be given.</summary>
    public TimeSpan ApprovalLasts { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a tool waits for what it still has to know.</summary>
    public TimeSpan FormLasts { get; set; } = TimeSpan.FromHours(1);

    internal bool IsValid() => ChoiceMargin >= 0 && ChoiceLasts > TimeSpan.Zero && ApprovalLasts > TimeSpan.Zero && FormLasts > TimeSpan.Zero;
}
