using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace Assistant.Agent.Models;

/// <summary>The one way to the configured server: client and telemetry, without tools.</summary>
internal sealed class ModelServer(IOptions<ModelOptions> options)
{
    public bool IsConfigured => options.Value.HasServer;

    /// <exception cref="InvalidOperationException">None is configured.</exception>
    public IChatClient Client => throw new InvalidOperationException(IsConfigured ? "The client comes with the next commit." : "Model:Endpoint is not set.");
}
