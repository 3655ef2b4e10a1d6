using Assistant.Channels.OpenAI;
using NetEscapades.AspNetCore.SecurityHeaders;
using Scalar.AspNetCore;

namespace Assistant.Server.Web;

/// <summary>The OpenAPI document of /v1 at /openapi/v1.json, and a page to read and try it at /docs, which loads nothing from elsewhere.</summary>
internal static class ApiDocument
{
    public const string Page = "/docs";

    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", document =>
    {
        document.ShouldInclude = api => api.RelativePath?.StartsWith(OpenAIChannel.Prefix[1..], StringComparison.Ordinal) == true;
        // As the API's own serializer names them; the document's knows only the server's.
        document.AddSchemaTransformer((schema, _, _) =>
        {
            schema.Properties = schema.Properties?.ToDictionary(property => Named(property.Key), property => property.Value);
            schema.Required = schema.Required?.Select(Named).ToHashSet();
            return Task.CompletedTask;
        });
        document.AddDocumentTransformer((written, _, _) =>
        {
            written.Info.Title = "Assistant";
            written.Info.Description = "The OpenAI-compatible API of Assistant. Send OpenAI:ApiKey as bearer token; without a configured key, programs on the same machine need none.";
            return Task.CompletedTask;
        });
    });

    public static void MapApiDocument(this WebApplication app)
    {
        app.MapOpenApi();
        app.MapScalarApiReference(Page, (page, context) => page.WithTitle("Assistant API").DisableDefaultFonts().DisableTelemetry().DisableAgent().WithNonce(context.GetNonce()));
    }

    private static string Named(string property) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(property);
}
