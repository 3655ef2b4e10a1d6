using Assistant.IntegrationTests.Processes;
namespace Assistant.IntegrationTests.Server;

public sealed class ListenRuleTests
{
    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://*:0")]
    [InlineData("http://[::]:0")]
    [InlineData("http://127.0.0.1:0;http://192.168.1.20:0")]
    public async Task Serve_OnMoreThanLoopbackWithoutAuthentication_RefusesAndSaysWhatToSet(string urls)
    {
        var data = Path.Combine(Path.GetTempPath(), $"assistant-refused-{Guid.NewGuid():N}");
        await using var server = ServerProcess.Start("serve", "--urls", urls, "--Data:Directory", data);

        Assert.Equal(1, await server.ExitAsync());

        Assert.Contains("no authentication is configured", server.Errors, StringComparison.Ordinal);
        Assert.Contains("DirectLine:SecretFile", server.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(data));
    }

    [Fact]
    public async Task Serve_OnEveryAddressWithASecret_AsksForIt()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Scripted, "--urls", "http://0.0.0.0:0", "--DirectLine:Secret", "a secret of some length");
        using var http = new HttpClient { BaseAddress = new Uri(server.Address.Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)) };

        using var without = await http.PostAsync(new Uri("/v3/directline/conversations", UriKind.Relative), null, TestContext.Current.CancellationToken);

        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, without.StatusCode);
    }

    [Theory]
    [InlineData("DirectLine:Secret", "short", "at least 16 characters")]
    [InlineData("DirectLine:SecretFile", "/nowhere/secret", "DirectLine:SecretFile: /nowhere/secret cannot be read")]
    [InlineData("Turns:MaxWaiting", "0", "must be greater than zero")]
    [InlineData("Data:Directory", "/proc/nowhere", "Check Data:Directory")]
    [InlineData("Model:Sees", "yes", "Model:Sees is 'yes'; it must be true or false.")]
    [InlineData("Turns:MaxConcurrent", "abc", "Turns:MaxConcurrent is 'abc'; it must be a whole number, such as 10.")]
    [InlineData("Model:FirstTokenTimeout", "60s", "Model:FirstTokenTimeout is '60s'; it must be a time as hours:minutes:seconds")]
    [InlineData("Telemetry:SampledPart", "half", "Telemetry:SampledPart is 'half'; it must be a number")]
    [InlineData("WorkingMemory:Redis", "redis:6379,pasword=secret", "WorkingMemory:Redis cannot be read")]
    [InlineData("Cluster:Redis", "redis:6379,pasword=secret", "Redis must be written for StackExchange.Redis")]
    [InlineData("Privacy:KeyConnectionString", "Hots=db", "Privacy:KeyConnectionString cannot be read")]
    [InlineData("Server:Hosts:0", "https://assistant.example", "Hosts names without scheme and port")]
    [InlineData("Server:OperatorKey", "short", "OperatorKey at least 16 characters")]
    public async Task Serve_WithASettingThatCannotBe_SaysWhatIsWrongWithoutATrace(string setting, string value, string message)
    {
        var data = Path.Combine(Path.GetTempPath(), $"assistant-refused-{Guid.NewGuid():N}");
        await using var server = ServerProcess.Start("serve", "--urls", "http://127.0.0.1:0", "--Data:Directory", data, $"--{setting}", value);

        Assert.Equal(1, await server.ExitAsync());

        Assert.Contains(message, server.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", server.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_WithAConnectionStringThatCannotBeRead_SaysHowItIsWritten()
    {
        await using var server = ServerProcess.Start("serve", "--urls", "http://127.0.0.1:0", "--Data:Directory", Path.Combine(Path.GetTempPath(), $"assistant-refused-{Guid.NewGuid():N}"),
            "--Storage:Provider", "postgres", "--Storage:ConnectionString", "Hots=db;Pasword=swordfish");

        Assert.Equal(1, await server.ExitAsync());

        Assert.Contains("Storage:ConnectionString cannot be read", server.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", server.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("swordfish", server.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_WithAShortKeyInAFile_SaysWhatIsWrongAndNotTheKey()
    {
        var data = Directory.CreateTempSubdirectory("assistant-refused-").FullName;
        var file = Path.Combine(data, "key");
        await File.WriteAllTextAsync(file, "swordfish\n", TestContext.Current.CancellationToken);
        await using var server = ServerProcess.Start("serve", "--urls", "http://127.0.0.1:0", "--Data:Directory", data, "--OpenAI:ApiKeyFile", file);

        Assert.Equal(1, await server.ExitAsync());

        Assert.Contains("OpenAI:ApiKeyFile must hold a key of at least 16 characters", server.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", server.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("swordfish", server.Errors, StringComparison.Ordinal);
        DataFolder.Remove(data);
    }

    [Fact]
    public async Task Serve_ToldToStop_EndsInGoodOrder()
    {
        var data = Path.Combine(Path.GetTempPath(), $"assistant-stopped-{Guid.NewGuid():N}");
        await using var server = ServerProcess.Start("serve", "--urls", "http://127.0.0.1:0", "--Data:Directory", data);
        await server.ReadyAsync();

        server.Terminate();

        Assert.Equal(0, await server.ExitAsync());
        DataFolder.Remove(data);
    }
}
