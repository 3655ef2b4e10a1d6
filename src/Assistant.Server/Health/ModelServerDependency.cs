using Assistant.Agent.Models;
using Assistant.Health;
using Microsoft.Extensions.Options;

namespace Assistant.Server.Health;

/// <summary>The configured language model's server: asked for its list of models, without the key. Whatever it says, it is there, but for an error of its own.</summary>
internal sealed class ModelServerDependency(IOptions<ModelOptions> options) : IDependency, IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        MaxResponseHeadersLength = 32,
        ActivityHeadersPropagator = null,
    });

    public string Name => "modelServer";
    public string Detail => "the language model's server; while it is away, answers are quotes or an apology";
    public string Remedy => "Look whether the server at Model:Endpoint runs and can be reached from here.";

    public async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(new Uri($"{options.Value.Endpoint!.AbsoluteUri.TrimEnd('/')}/models"), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return (int)response.StatusCode < 500;
    }

    public void Dispose() => _http.Dispose();
}
