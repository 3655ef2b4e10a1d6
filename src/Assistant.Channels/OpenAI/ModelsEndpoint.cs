using Assistant.Agent;
using Microsoft.AspNetCore.Http;

namespace Assistant.Channels.OpenAI;

/// <summary>GET /v1/models: the assistant itself, the language models behind it, the models of embeddings.</summary>
internal sealed class ModelsEndpoint(ILanguageModels models, ISentenceEncoder encoder, TimeProvider time)
{
    /// <summary>The name of the assistant: a message to it takes the whole path, with perception, citations and the log.</summary>
    public const string Assistant = "assistant";

    private readonly long _created = time.GetUtcNow().ToUnixTimeSeconds();

    public Task ListAsync(HttpContext context) => ApiRoute.WriteAsync(context, new ModelList([.. Names().Select(Entry)]), ApiWire.Json.ModelList);

    public Task ShowAsync(HttpContext context)
    {
        var asked = (string)context.Request.RouteValues["model"]!;
        var name = Names().FirstOrDefault(name => name.Equals(asked, StringComparison.OrdinalIgnoreCase)) ?? throw ApiError.NoModel(asked);
        return ApiRoute.WriteAsync(context, Entry(name), ApiWire.Json.ModelEntry);
    }

    private IEnumerable<string> Names()
    {
        yield return Assistant;
        foreach (var name in models.Names)
            yield return name;
        foreach (var name in ISentenceEncoder.Languages.Where(encoder.IsAvailable).Select(encoder.ModelFor).Distinct())
            yield return name;
    }

    private ModelEntry Entry(string name) => new(name, _created);
}

internal sealed record ModelList(IReadOnlyList<ModelEntry> Data)
{
    public string Object { get; } = "list";
}

/// <param name="Created">Unix time, seconds: when this server started.</param>
internal sealed record ModelEntry(string Id, long Created)
{
    public string Object { get; } = "model";
    public string OwnedBy { get; } = "assistant";
}
