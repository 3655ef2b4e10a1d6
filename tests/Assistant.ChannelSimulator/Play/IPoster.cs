using Assistant.ChannelSimulator.Plan;

namespace Assistant.ChannelSimulator.Play;

/// <summary>Brings what people say to the bot, until it acknowledges or refuses.</summary>
internal interface IPoster
{
    /// <summary>An activity itself: what becomes of it is kept.</summary>
    Task PostAsync(PlannedActivity activity, string body, CancellationToken cancellationToken);

    /// <summary>The same activity again, or something that belongs to it.</summary>
    Task PostAgainAsync(PlannedActivity activity, string body, CancellationToken cancellationToken);
}
