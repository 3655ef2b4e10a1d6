using System.Text;
using Assistant.ChannelSimulator.Channel;
using Assistant.ChannelSimulator.Ledger;
using Assistant.ChannelSimulator.Plan;

namespace Assistant.ChannelSimulator.Play;

/// <summary>Posts to the bot as the Bot Connector does.</summary>
internal sealed class Poster(Uri bot, ChannelTokens tokens, Func<int, string> serviceUrl, PatientHttp http, PlayLedger ledger) : IPoster
{
    public async Task PostAsync(PlannedActivity activity, string body, CancellationToken cancellationToken)
    {
        var record = ledger[activity];
        record.WasSent(ledger.Now);
        if (await SendAsync(activity, body, cancellationToken) is var (status, milliseconds))
            record.WasAnswered(ledger.Now, status, milliseconds);
    }

    public Task PostAgainAsync(PlannedActivity activity, string body, CancellationToken cancellationToken) => SendAsync(activity, body, cancellationToken);

    private async Task<(int Status, double Milliseconds)?> SendAsync(PlannedActivity activity, string body, CancellationToken cancellationToken) =>
        await http.SendAsync(() => new(HttpMethod.Post, bot)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
            Headers = { Authorization = new("Bearer", tokens.For(activity, serviceUrl(activity.Conversation.Region))) },
        }, cancellationToken) is { } answer ? (answer.Status, answer.Milliseconds) : null;
}
