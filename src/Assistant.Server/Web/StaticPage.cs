using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;

namespace Assistant.Server.Web;

/// <summary>The built page at /, Microsoft's Web Chat at /webchat.</summary>
internal static class StaticPage
{
    public static void UseStaticPage(this WebApplication app)
    {
        if (Find(app.Services.GetRequiredService<IOptions<ServerOptions>>().Value.WebRoot) is not { } root)
        {
            app.MapGet("/", context => context.Response.WriteAsync("The page is not built yet: run ./run.sh --build.\n"));
            return;
        }
        var files = new PhysicalFileProvider(root);
        app.UseWhen(context => HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method), branch =>
        {
            branch.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
            branch.UseStaticFiles(new StaticFileOptions { FileProvider = files, OnPrepareResponse = response => CacheRule(response.Context) });
        });
    }

    /// <summary>Files named after their content never change; the others are asked for again, and mostly not sent again.</summary>
    private static void CacheRule(HttpContext context) =>
        context.Response.Headers.CacheControl = IsNamedAfterContent(context.Request.Path) ? "public, max-age=31536000, immutable" : "no-cache";

    private static bool IsNamedAfterContent(string? path) =>
        path is not null && path.StartsWith("/assets/", StringComparison.Ordinal) && Path.GetFileNameWithoutExtension(path) is var name && name.LastIndexOf('-') is > 0 and var dash && name.Length - dash == 9;

    private static string? Find(string? configured)
    {
        if (configured is { Length: > 0 })
            return Path.GetFullPath(configured);
        if (Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot")))
            return Path.Combine(AppContext.BaseDirectory, "wwwroot");
        // A development build lies under artifacts/ of the checkout that it was built from.
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "src/Assistant.Server/wwwroot") is var built && Directory.Exists(built))
                return built;
        return null;
    }
}
