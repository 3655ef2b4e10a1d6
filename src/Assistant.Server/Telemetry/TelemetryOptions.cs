namespace Assistant.Server.Telemetry;

/// <summary>Where traces and metrics are sent; nowhere by default.</summary>
internal sealed class TelemetryOptions
{
    public const string SectionName = "Telemetry";

    /// <summary>Base address of an OpenTelemetry collector in the company's network ("http://collector:4318"); null: nothing is measured and nothing leaves.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>"http" (protobuf, usually port 4318) or "grpc" (usually 4317).</summary>
    public string Protocol { get; set; } = "http";

    /// <summary>Headers for the collector: "name=value,name=value".</summary>
    public string? Headers { get; set; }

    /// <summary>By which the collector knows this program.</summary>
    public string ServiceName { get; set; } = "assistant";

    /// <summary>Part of the turns that is traced, 0 to 1; metrics count all.</summary>
    public double SampledPart { get; set; } = 1;

    internal bool IsGrpc => Protocol.Equals("grpc", StringComparison.OrdinalIgnoreCase);

    internal bool IsValid() => (IsGrpc || Protocol.Equals("http", StringComparison.OrdinalIgnoreCase)) && SampledPart is >= 0 and <= 1 && ServiceName.Length > 0
        && (Endpoint is null || Endpoint.Scheme is "http" or "https");
}
