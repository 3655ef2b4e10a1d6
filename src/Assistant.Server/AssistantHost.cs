namespace Assistant.Server;

/// <summary>The web server.</summary>
internal static class AssistantHost
{
    public static async Task<int> RunAsync(string[] settings, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder(settings);
        AssistantComposition.AddConfiguration(builder.Configuration, settings);
        AssistantComposition.AddAll(builder);
        await using var app = builder.Build();
        await app.RunAsync(cancellationToken);
        return 0;
    }
}
