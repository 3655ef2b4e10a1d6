using System.ComponentModel;
using Assistant.IntegrationTests.Model;
using Assistant.IntegrationTests.Server;
using Assistant.Tools;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;

namespace Assistant.IntegrationTests.BotFramework;

/// <summary>A site's tools, one that needs approval and one that does not; remembers what was ordered.</summary>
internal sealed class Shop
{
    private readonly Lock _lock = new();
    private readonly List<string> _orders = [];

    /// <summary>What an order waits for once it is made.</summary>
    public Func<Task> Ordering { get; set; } = () => Task.CompletedTask;

    public IReadOnlyList<string> Orders
    {
        get
        {
            lock (_lock)
                return [.. _orders];
        }
    }

    /// <summary>As nobody had ordered anything.</summary>
    public void Forget()
    {
        lock (_lock)
            _orders.Clear();
    }

    /// <summary>The whole server with these tools, over a model of the test's.</summary>
    public Task<RunningServer> StartServerAsync(StubModelServer model, params string[] settings) => RunningServer.StartAsync(
        services => services.AddSingleton(KernelPluginFactory.CreateFromObject(this, "shop")), ["--Model:Endpoint", model.Endpoint.ToString(), "--Model:Name", "stub", .. settings]);

    [KernelFunction("order"), RequiresApproval, Description("Orders something.")]
    public async Task<string> OrderAsync(string item, int count)
    {
        var result = Add($"{count} {item}", $"Ordered {count} {item}.");
        await Ordering();
        return result;
    }

    [KernelFunction("reserve"), Description("Reserves something.")]
    public string Reserve(
        [Description("What to reserve")] string item, [Description("How many")] int count, [Description("From which day")] DateOnly from, [Description("Where to fetch it")] Place place, [Description("Gift wrapping")] bool wrapped) =>
        Add($"{count} {item} from {from:yyyy-MM-dd}, {place}{(wrapped ? ", wrapped" : "")}", $"Reserved {count} {item}.");

    private string Add(string order, string result)
    {
        lock (_lock)
            _orders.Add(order);
        return result;
    }
}

internal enum Place
{
    Harbour,
    Station,
}
