using Assistant.Conversations;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Assistant.Server.Telemetry;

/// <summary>Sends one span a step of a turn, and figures, to the operator's collector. Never what people wrote: spans carry ids, counts and durations.</summary>
internal static class TelemetryExport
{
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection(TelemetryOptions.SectionName);
        builder.Services.AddOptions<TelemetryOptions>().Bind(section)
            .Validate(o => o.IsValid(), "Telemetry: Endpoint must be an http or https address, Protocol http or grpc, SampledPart between 0 and 1, ServiceName not empty.").ValidateOnStart();
        if (section.Get<TelemetryOptions>() is not { Endpoint: not null } options || !options.IsValid())
            return;
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(options.ServiceName))
            .WithTracing(traces => traces
                .AddSource(TurnTelemetry.SourceName, "Experimental.Microsoft.Extensions.AI")
                .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(options.SampledPart)))
                .AddAspNetCoreInstrumentation(http =>
                {
                    http.Filter = context => !context.Request.Path.StartsWithSegments("/healthz");
                    // Paths name conversations: the route alone.
                    http.EnrichWithHttpRequest = (span, _) => span.SetTag("url.path", null);
                    http.EnrichWithHttpResponse = (span, response) => span.SetTag("url.path", (response.HttpContext.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText);
                })
                .AddOtlpExporter(exporter => Address(exporter, options, "v1/traces")))
            .WithMetrics(metrics => metrics
                .AddMeter(TurnTelemetry.SourceName, "Experimental.Microsoft.Extensions.AI", "Microsoft.AspNetCore.Server.Kestrel")
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()
                .AddOtlpExporter(exporter => Address(exporter, options, "v1/metrics")));
    }

    /// <summary>An address given in code is taken as it is: over HTTP it needs the signal's path.</summary>
    private static void Address(OtlpExporterOptions exporter, TelemetryOptions options, string path)
    {
        exporter.Protocol = options.IsGrpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = options.IsGrpc ? options.Endpoint! : new Uri($"{options.Endpoint!.AbsoluteUri.TrimEnd('/')}/{path}");
        exporter.Headers = options.Headers;
    }
}
