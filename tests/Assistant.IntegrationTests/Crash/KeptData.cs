using Assistant.Audit;
using Assistant.Conversations;
using Assistant.Privacy;
using Assistant.Server.Commands;
using Assistant.Server.Commands.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.IntegrationTests.Crash;

/// <summary>What the commands of the log find in a data folder, opened as they open it, but in this process: a command's start takes longer than what it looks at.</summary>
internal sealed class KeptData(IServiceProvider services)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task OpenAsync(string folder, Func<KeptData, Task> look) => Assert.Equal(0, await StorageHost.RunAsync([$"--Data:Directory={folder}"], alone: false, async services =>
    {
        await look(new(services));
        return 0;
    }, Token));

    /// <summary>As `audit show` does.</summary>
    public async Task<string> ShowAsync(string person)
    {
        var shown = new List<string>();
        await foreach (var item in services.GetRequiredService<IPersonArchive>().ReadAsync(new("default", person), AuditCommand.Operator, Token))
            shown.Add($"{item.Kind} {item.Content}");
        return string.Join('\n', shown);
    }

    /// <summary>Where the reply to the first message that waits in a conversation goes; empty for none.</summary>
    public async Task<string> ReplyAddressAsync(ConversationKey conversation) =>
        await services.GetRequiredService<IInbox>().PendingAsync(conversation, 0, Token) is [var first, ..] ? first.Message.ReplyAddress ?? "" : "";

    /// <summary>As `audit verify` does.</summary>
    public async Task VerifyAsync()
    {
        var reports = await services.GetRequiredService<IChainVerifier>().VerifyAsync(null, Token);
        Assert.NotEmpty(reports);
        Assert.All(reports, report => Assert.True(report.IsIntact, report.Problems.Count == 0 ? "" : report.Problems[0].What));
    }

    /// <summary>As `audit check-receipt` does.</summary>
    public async Task CheckReceiptAsync(string file)
    {
        var receipt = ErasureReceipt.Parse(await File.ReadAllBytesAsync(file, Token));
        Assert.True(receipt!.IsAuthentic());
        Assert.Empty(await services.GetRequiredService<IReceiptCheck>().ProblemsOfAsync(receipt, Token));
    }
}
