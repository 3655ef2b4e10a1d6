namespace Assistant.Server.Web;

/// <summary>Response headers that bound what a browser does with our pages. Our own page runs under Trusted Types; Microsoft's Web Chat cannot, so its page is allowed a little more.</summary>
internal static class SecurityHeaders
{
    public static IApplicationBuilder UseAssistantSecurityHeaders(this IApplicationBuilder app)
    {
        var page = Base().AddContentSecurityPolicy(policy =>
        {
            policy.AddDefaultSrc().None();
            policy.AddScriptSrc().Self();
            policy.AddStyleSrc().Self();
            policy.AddImgSrc().Self().Blob().Data();
            policy.AddMediaSrc().Self().Blob();
            policy.AddConnectSrc().Self();
            policy.AddBaseUri().None();
            policy.AddFormAction().Self();
            policy.AddFrameAncestors().None();
            policy.AddRequireTrustedTypesFor().Script();
            policy.AddCustomDirective("trusted-types", "lit-html dompurify");
        });
        var webChat = Base().AddContentSecurityPolicy(policy =>
        {
            policy.AddDefaultSrc().None();
            policy.AddScriptSrc().Self();
            policy.AddStyleSrc().Self().UnsafeInline();
            policy.AddImgSrc().Self().Blob().Data();
            policy.AddMediaSrc().Self().Blob().Data();
            policy.AddConnectSrc().Self().Blob();
            policy.AddWorkerSrc().Blob();
            policy.AddBaseUri().None();
            policy.AddFormAction().None();
            policy.AddFrameAncestors().None();
        });
        // Data, files that people sent among it: nothing in there is ever run or drawn, wherever it is opened.
        var data = Base().AddContentSecurityPolicy(policy =>
        {
            policy.AddDefaultSrc().None();
            policy.AddFrameAncestors().None();
            policy.AddSandbox();
        });
        // Scalar's page starts itself by an inline script, which gets a nonce.
        var docs = Base().AddContentSecurityPolicy(policy =>
        {
            policy.AddDefaultSrc().None();
            policy.AddScriptSrc().Self().WithNonce();
            policy.AddStyleSrc().Self().UnsafeInline();
            policy.AddImgSrc().Self().Data();
            policy.AddFontSrc().Self().Data();
            policy.AddConnectSrc().Self();
            policy.AddBaseUri().None();
            policy.AddFormAction().None();
            policy.AddFrameAncestors().None();
        });
        app.UseWhen(context => Is(context, ApiDocument.Page), branch => branch.UseSecurityHeaders(docs));
        app.UseWhen(context => Is(context, "/webchat"), branch => branch.UseSecurityHeaders(webChat));
        app.UseWhen(IsData, branch => branch.UseSecurityHeaders(data));
        app.UseWhen(context => !Is(context, "/webchat") && !Is(context, ApiDocument.Page) && !IsData(context), branch => branch.UseSecurityHeaders(page));
        return app;
    }

    private static bool IsData(HttpContext context) => Is(context, "/api") || Is(context, "/v3") || Is(context, "/v1") || Is(context, "/openapi") || Is(context, "/healthz");

    private static bool Is(HttpContext context, string path) => context.Request.Path.StartsWithSegments(path);

    private static HeaderPolicyCollection Base() => new HeaderPolicyCollection()
        .AddContentTypeOptionsNoSniff()
        .AddReferrerPolicyNoReferrer()
        .AddCrossOriginOpenerPolicy(policy => policy.SameOrigin())
        .AddCrossOriginResourcePolicy(policy => policy.SameOrigin())
        .AddPermissionsPolicy(policy =>
        {
            policy.AddMicrophone().Self();
            policy.AddCamera().None();
            policy.AddGeolocation().None();
        })
        .RemoveServerHeader();
}
