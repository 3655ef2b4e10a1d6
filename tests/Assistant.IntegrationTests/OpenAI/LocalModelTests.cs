using System.ClientModel;
using System.Text.Json;
using Assistant.Agent;
using Assistant.IntegrationTests.Server;
using Microsoft.Extensions.DependencyInjection;
using OpenAI;
using OpenAI.Chat;

namespace Assistant.IntegrationTests.OpenAI;

/// <summary>The model in this process behind /v1/chat/completions, by OpenAI's own client: tools and formats.</summary>
public sealed class LocalModelTests
{
    private const string Model = "smollm2-135m-instruct";
    private static readonly ChatTool s_weather = ChatTool.CreateFunctionTool("get_weather", "Weather of a city", BinaryData.FromString("""{"type":"object","properties":{"city":{"type":"string","maxLength":20},"unit":{"enum":["C","F"]}},"required":["city","unit"]}"""));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ToolsAndFormats_AreKept()
    {
        await using var server = await RunningServer.StartAsync(null, "--OpenAI:ApiKey", ApiServer.Key, "--LocalModel:Name", Model);
        Assert.SkipUnless(server.Services.GetRequiredService<ILocalLanguageModel>().Name == Model, $"{Model} is not installed (ASSISTANT_MODELS).");
        var chat = new OpenAIClient(new ApiKeyCredential(ApiServer.Key), new OpenAIClientOptions { Endpoint = new Uri($"{server.Address}/v1"), RetryPolicy = new System.ClientModel.Primitives.ClientRetryPolicy(0) }).GetChatClient(Model);
        ChatMessage[] messages = [new UserChatMessage("What is the weather in Berlin?")];

        ChatCompletion called = await chat.CompleteChatAsync(messages, new ChatCompletionOptions { Tools = { s_weather }, ToolChoice = ChatToolChoice.CreateRequiredChoice(), MaxOutputTokenCount = 80 }, Cancelled);
        var call = Assert.Single(called.ToolCalls);
        using var arguments = JsonDocument.Parse(call.FunctionArguments);
        Assert.Equal((ChatFinishReason.ToolCalls, "get_weather"), (called.FinishReason, call.FunctionName));
        Assert.Contains(arguments.RootElement.GetProperty("unit").GetString(), new[] { "C", "F" });
        Assert.NotEqual(default, arguments.RootElement.GetProperty("city").ValueKind);

        ChatCompletion written = await chat.CompleteChatAsync(messages, new ChatCompletionOptions
        {
            ResponseFormat = ChatResponseFormat.CreateJsonSchemaFormat("city", BinaryData.FromString("""{"type":"object","properties":{"city":{"type":"string","maxLength":20}},"required":["city"],"additionalProperties":false}""")),
            MaxOutputTokenCount = 40,
        }, Cancelled);
        using var city = JsonDocument.Parse(written.Content[0].Text);
        Assert.Equal(JsonValueKind.String, city.RootElement.GetProperty("city").ValueKind);

        var refused = await Assert.ThrowsAsync<ClientResultException>(() => chat.CompleteChatAsync(messages, new ChatCompletionOptions
        {
            ResponseFormat = ChatResponseFormat.CreateJsonSchemaFormat("x", BinaryData.FromString("""{"type":"object","propertyNames":{"maxLength":3}}""")),
        }, Cancelled));
        Assert.Equal(400, refused.Status);
        Assert.Contains("propertyNames", refused.Message, StringComparison.Ordinal);
    }
}
