using YamlDotNet.Serialization;

namespace Assistant.IntegrationTests.Deploy;

public sealed class ComposeTests
{
    [Fact]
    public async Task Compose_EveryService_IsHardenedAndChecksItsHealth()
    {
        foreach (var (name, service) in await ServicesAsync())
        {
            Assert.True("true".Equals(service["read_only"]), $"{name} has a writable root");
            Assert.Equal(["ALL"], List(service, "cap_drop"));
            Assert.Equal(["no-new-privileges:true"], List(service, "security_opt"));
            Assert.True(service.ContainsKey("healthcheck"), $"{name} has no healthcheck");
        }
    }

    [Fact]
    public async Task Compose_NothingButThePage_IsReachable()
    {
        var compose = await ReadAsync();
        foreach (var (name, service) in Services(compose))
        {
            if (name is not "server")
            {
                Assert.False(service.ContainsKey("ports"), $"{name} publishes a port");
                Assert.Equal(["inside"], Map(service["networks"]).Keys);
            }
        }
        Assert.Equal("127.0.0.1:8080:8080/tcp", Assert.Single(List(Map(compose["services"], "server"), "ports")));
        Assert.Equal("true", Map(compose["networks"], "inside")["internal"]);
    }

    [Fact]
    public async Task Compose_Secrets_AreFilesAndNeverInTheEnvironment()
    {
        var compose = await ReadAsync();
        Assert.All(Map(compose["secrets"]).Values, secret => Assert.True(Map(secret).ContainsKey("file")));
        foreach (var (name, service) in Services(compose).Where(each => each.Service.ContainsKey("environment")))
        {
            var spoken = Map(service["environment"]).Keys.Where(key => (key.Contains("PASSWORD", StringComparison.OrdinalIgnoreCase) || key.Contains("Secret", StringComparison.Ordinal)) && !key.EndsWith("_FILE", StringComparison.Ordinal));
            Assert.True(!spoken.Any(), $"{name}: {string.Join(", ", spoken)}");
        }
    }

    [Fact]
    public async Task Compose_Keys_LieInADatabaseOfTheirOwn()
    {
        var services = await ServicesAsync();
        var (log, keys) = (services.Single(each => each.Name == "postgres").Service, services.Single(each => each.Name == "postgres-keys").Service);
        Assert.NotEqual(List(log, "volumes"), List(keys, "volumes"));
        Assert.Equal("keys_password", Map(Assert.Single((IEnumerable<object>)keys["secrets"]))["source"]);
        Assert.DoesNotContain((IEnumerable<object>)log["secrets"], each => "keys_password".Equals(Map(each)["source"]));
        var compose = await File.ReadAllTextAsync(Path.Combine(Tool.Root, "deploy", "compose.yaml"), TestContext.Current.CancellationToken);
        Assert.Contains("{ source: keys_connection, target: Privacy__KeyConnectionString }", compose, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compose_LanguageModel_StartsOnlyWithItsProfile()
    {
        var services = await ServicesAsync();

        Assert.Equal(["model"], List(services.Single(each => each.Name == "vllm").Service, "profiles"));
        Assert.All(services.Where(each => each.Name != "vllm"), each => Assert.False(each.Service.ContainsKey("profiles")));
    }

    [Fact]
    public async Task ComposeForTeams_GivesTheServerAloneAWayOut()
    {
        var compose = await ReadAsync("-f", "deploy/compose.teams.yaml");

        const string GetsOut = "com.docker.network.bridge.enable_ip_masquerade";
        Assert.Equal("true", Map(Map(compose["networks"], "front")["driver_opts"])[GetsOut]);
        Assert.Equal("false", Map(Map((await ReadAsync())["networks"], "front")["driver_opts"])[GetsOut]);
        Assert.All(Services(compose), each => Assert.Equal(each.Name == "server", Map(each.Service["networks"]).ContainsKey("front")));
        Assert.Equal("true", Map(compose["networks"], "inside")["internal"]);
    }

    [Fact]
    public async Task Compose_TheGatewayOfTheFront_IsBelievedAboutItsCallers()
    {
        var compose = await ReadAsync();
        var front = Map(Assert.Single((IEnumerable<object>)Map(Map(compose["networks"], "front")["ipam"])["config"]));

        Assert.Equal(front["gateway"], Map(Map(compose["services"], "server")["environment"])["ASSISTANT_Server__KnownProxies__0"]);
        Assert.True(System.Net.IPNetwork.Parse((string)front["subnet"]).Contains(System.Net.IPAddress.Parse((string)front["gateway"])));
    }

    private static async Task<List<(string Name, Dictionary<string, object> Service)>> ServicesAsync() => [.. Services(await ReadAsync())];

    private static async Task<Dictionary<string, object>> ReadAsync(params string[] more)
    {
        Assert.SkipUnless(Tool.Find("docker-compose") is not null, "docker-compose is not installed: apt-get install docker-compose");
        var (code, output) = await Tool.RunAsync("env", ["TEAMS_APP_ID=id", "TEAMS_TENANT_ID=tenant", "docker-compose", "-f", "deploy/compose.yaml", .. more, "config"], TestContext.Current.CancellationToken);
        Assert.True(code == 0, output);
        return Map(new DeserializerBuilder().Build().Deserialize<object>(output[output.IndexOf("networks:", StringComparison.Ordinal)..]));
    }

    private static IEnumerable<(string Name, Dictionary<string, object> Service)> Services(Dictionary<string, object> compose) =>
        Map(compose["services"]).Select(each => (each.Key, Map(each.Value)));

    private static Dictionary<string, object> Map(object value, string key) => Map(Map(value)[key]);

    private static Dictionary<string, object> Map(object value) => ((IDictionary<object, object>)value).ToDictionary(each => (string)each.Key, each => each.Value);

    private static IEnumerable<string> List(Dictionary<string, object> map, string key) => ((IEnumerable<object>)map[key]).Cast<string>();
}
