using Assistant.Conversations;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace Assistant.Agent.Models;

/// <summary>The one way to the configured server: client and telemetry (GenAI conventions, never with content), without tools.</summary>
internal sealed class ModelServer(IOptions<ModelOptions> options, IHttpClientFactory http, TimeProvider time)
{
    public const string HttpClientName = "model";

    private readonly Lazy<IChatClient> _client = new(() => new ChatCompletionsClient(http.CreateClient(HttpClientName), options.Value, time)
        .AsBuilder().UseOpenTelemetry(sourceName: TurnTelemetry.SourceName, configure: telemetry => telemetry.EnableSensitiveData = false).Build());

    public bool IsConfigured => options.Value.HasServer;

    /// <exception cref="InvalidOperationException">None is configured.</exception>
    public IChatClient Client => IsConfigured ? _client.Value : throw new InvalidOperationException("Model:Endpoint is not set.");

    /// <summary>Connections are kept; no proxy, cookie or redirection leads anywhere else than to the configured address.</summary>
    public static HttpMessageHandler CreateHandler(ModelOptions options) => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = options.ConnectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
        MaxResponseHeadersLength = 32,
        // traceparent and baggage stay inside.
        ActivityHeadersPropagator = null,
    };
}
