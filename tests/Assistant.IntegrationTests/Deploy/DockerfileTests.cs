namespace Assistant.IntegrationTests.Deploy;

public sealed class DockerfileTests
{
    private static readonly string[] s_lines = File.ReadAllLines(Path.Combine(Tool.Root, "deploy", "Dockerfile"));

    [Fact]
    public void Dockerfile_WhatItCopies_IsThere()
    {
        var sources = s_lines.Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from=", StringComparison.Ordinal))
            .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..^1]).ToList();

        Assert.NotEmpty(sources);
        Assert.All(sources, source => Assert.True(Path.Exists(Path.Combine(Tool.Root, source)), $"{source} is not there"));
    }

    [Fact]
    public void Dockerfile_Prompts_AreCopiedOnceThereAreAny()
    {
        var prompts = Path.Combine(Tool.Root, "prompts");

        Assert.Equal(Directory.Exists(prompts) && Directory.EnumerateFiles(prompts, "*.yaml").Any(), s_lines.Contains("COPY prompts/ prompts/"));
    }

    /// <summary>A recording may have a gigabyte, and a temporary folder in memory has not.</summary>
    [Fact]
    public void Uploads_WaitOnTheDataVolume()
    {
        var (compose, unit) = (File.ReadAllLines(Path.Combine(Tool.Root, "deploy", "compose.yaml")), File.ReadAllLines(Path.Combine(Tool.Root, "deploy", "systemd", "assistant.service")));

        Assert.Contains(s_lines, line => line.StartsWith("ENV ", StringComparison.Ordinal) && line.Contains(" ASSISTANT_DATA=/data ", StringComparison.Ordinal) && line.Contains(" TMPDIR=/data ", StringComparison.Ordinal));
        Assert.DoesNotContain(compose, line => line.Contains("TMPDIR:", StringComparison.Ordinal) || (line.Contains("tmpfs:", StringComparison.Ordinal) && line.Contains("\"/data:", StringComparison.Ordinal)));
        Assert.Contains("      - data:/data", compose);
        Assert.Contains("Environment=HOME=/var/lib/assistant TMPDIR=/var/lib/assistant", unit);
    }

    [Fact]
    public void Dockerfile_LastStage_RunsWithoutRightsAndWithoutTelemetry()
    {
        var last = s_lines[Array.FindLastIndex(s_lines, line => line.StartsWith("FROM ", StringComparison.Ordinal))..];

        Assert.Contains("USER $APP_UID", last);
        Assert.Contains(last, line => line.Contains("ORT_DISABLE_TELEMETRY=1", StringComparison.Ordinal));
        Assert.Contains(last, line => line.StartsWith("HEALTHCHECK ", StringComparison.Ordinal));
    }
}
