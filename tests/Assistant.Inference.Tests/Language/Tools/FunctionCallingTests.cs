using System.Text.Json;
using System.Text.Json.Nodes;
using Assistant.Agent;
using Assistant.Inference.Tests.Language.Constraints;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Inference.Tests.Language.Tools;

/// <summary>The installed model of 135 million weights calls functions of BFCL's simple set: every call is valid, whatever it is worth.</summary>
[Trait("Cost", "high")]
public sealed class FunctionCallingTests
{
    private const string Model = "smollm2-135m-instruct";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetResponseAsync_EveryFunctionOfTheSet_IsCalledWithValidArguments()
    {
        await using var services = InferenceFixture.Services(settings: [("LocalModel:Name", Model)]);
        var (calls, named) = (0, 0);
        // Reading eighty prompts takes minutes: every fourth one, unless all are asked for.
        var step = Environment.GetEnvironmentVariable("ASSISTANT_TEST_ALL_TOOLS") is null ? 4 : 1;
        var lines = (await File.ReadAllLinesAsync(InferenceFixture.DataSet("tools", "bfcl_simple.jsonl"), Token)).Where((_, at) => at % step == 0).ToList();
        foreach (var line in lines)
        {
            var asked = JsonNode.Parse(line)!;
            var functions = asked["function"]!.AsArray().Select(function => Declaration(function!)).ToList();
            var question = asked["question"]![0]![0]!["content"]!.GetValue<string>();
            var options = new ChatOptions { Tools = [.. functions], ToolMode = ChatToolMode.RequireAny, MaxOutputTokens = 200, Temperature = 0 };
            var response = await Client(services).GetResponseAsync(question, options, Token);
            var call = Assert.Single(response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>());
            var function = functions.Single(function => function.Name == call.Name);
            SchemaConstraintTests.AssertValid(function.JsonSchema.GetRawText(), JsonSerializer.Serialize(call.Arguments, AIJsonUtilities.DefaultOptions));
            Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
            calls++;
            // No truth is given; that values are taken from the question is the part of it that can be counted.
            named += call.Arguments!.Values.OfType<JsonElement>().Any(value => value.ValueKind is JsonValueKind.String or JsonValueKind.Number && value.ToString() is { Length: > 0 } text && question.Contains(text, StringComparison.OrdinalIgnoreCase)) ? 1 : 0;
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{calls} calls, all valid; {named} with a value that stands in the question");
        Assert.Equal(lines.Count, calls);
        Assert.NotEqual(0, calls);
    }

    [Fact]
    public async Task GetStreamingResponseAsync_ModesOfTools_AreKept()
    {
        await using var services = InferenceFixture.Services(settings: [("LocalModel:Name", Model)]);
        AITool[] tools = [Tool("get_weather", "city"), Tool("get_time", "zone")];
        async Task<List<AIContent>> AskAsync(ChatToolMode mode) => [.. (await Client(services).GetResponseAsync("What is the weather in Paris?", new() { Tools = [.. tools], ToolMode = mode, MaxOutputTokens = 60 }, Token)).Messages.SelectMany(message => message.Contents)];

        Assert.Equal("get_time", Assert.Single((await AskAsync(ChatToolMode.RequireSpecific("get_time"))).OfType<FunctionCallContent>()).Name);
        Assert.Empty((await AskAsync(ChatToolMode.None)).OfType<FunctionCallContent>());
        var auto = await AskAsync(ChatToolMode.Auto);
        Assert.All(auto.OfType<TextContent>(), text => Assert.DoesNotContain("<tool_call>", text.Text, StringComparison.Ordinal));
        Assert.All(auto.OfType<FunctionCallContent>(), call => Assert.Contains(call.Name, new[] { "get_weather", "get_time" }));
        var failure = await Assert.ThrowsAsync<LanguageModelException>(() => AskAsync(ChatToolMode.RequireSpecific("get_money")));
        Assert.Contains("'get_money'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetResponseAsync_ResultOfACall_IsReadByTheModel()
    {
        await using var services = InferenceFixture.Services(settings: [("LocalModel:Name", Model)]);
        var options = new ChatOptions { Tools = [Tool("get_weather", "city")], MaxOutputTokens = 60 };
        List<ChatMessage> messages =
        [
            new(ChatRole.User, "What is the weather in Paris?"),
            new(ChatRole.Assistant, [new FunctionCallContent("1", "get_weather", new Dictionary<string, object?> { ["city"] = "Paris" })]),
            new(ChatRole.Tool, [new FunctionResultContent("1", "It is snowing heavily.")]),
        ];
        var answer = await Client(services).GetResponseAsync(messages, options, Token);
        TestContext.Current.TestOutputHelper?.WriteLine(answer.Text);
        Assert.Contains("snow", answer.Text, StringComparison.OrdinalIgnoreCase);
    }

    private static AIFunctionDeclaration Tool(string name, string argument) =>
        AIFunctionFactory.CreateDeclaration(name, $"Gives {name[4..]} for a {argument}.", JsonSerializer.SerializeToElement(new JsonObject
        {
            ["type"] = "object", ["properties"] = new JsonObject { [argument] = new JsonObject { ["type"] = "string" } }, ["required"] = new JsonArray(argument),
        }));

    private static AIFunctionDeclaration Declaration(JsonNode function) =>
        AIFunctionFactory.CreateDeclaration(function["name"]!.GetValue<string>(), function["description"]!.GetValue<string>(), JsonSerializer.SerializeToElement(Standard(function["parameters"]!)));

    /// <summary>The set spells some types of JSON Schema in its own way.</summary>
    private static JsonObject Standard(JsonNode schema)
    {
        var standard = new JsonObject();
        foreach (var (keyword, value) in schema.AsObject())
        {
            switch (keyword)
            {
                case "type":
                    if (value!.GetValue<string>() is var type && type != "any")
                        standard["type"] = type switch { "dict" => "object", "float" => "number", "tuple" => "array", _ => type };
                    break;
                case "properties":
                    standard["properties"] = new JsonObject(value!.AsObject().Select(property => KeyValuePair.Create(property.Key, (JsonNode?)Standard(property.Value!))));
                    break;
                case "items":
                    standard["items"] = Standard(value!);
                    break;
                case "optional":
                    break;
                default:
                    standard[keyword] = value?.DeepClone();
                    break;
            }
        }
        return standard;
    }

    private static IChatClient Client(IServiceProvider services)
    {
        var model = services.GetRequiredService<ILocalLanguageModel>();
        Assert.SkipUnless(model.IsAvailable, $"{Model} is not installed: set ASSISTANT_MODELS to a folder with it.");
        return model.Client;
    }
}
