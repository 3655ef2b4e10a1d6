using System.ClientModel;
using System.Text;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using OpenAI.Embeddings;
using OpenAI.Models;
using ChatFinishReason = OpenAI.Chat.ChatFinishReason;
using ChatMessage = OpenAI.Chat.ChatMessage;

namespace Assistant.IntegrationTests.OpenAI;

public sealed class LanguageModelTests(ApiServer api) : IClassFixture<ApiServer>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private ChatClient Chat(string model = "scripted-7b") => api.Client().GetChatClient(model);

    [Fact]
    public async Task Model_IsAskedDirectly()
    {
        ChatCompletion answer = await Chat().CompleteChatAsync(
            [new SystemChatMessage("Be brief."), new UserChatMessage("what now?")], new ChatCompletionOptions { Temperature = 0.5f, MaxOutputTokenCount = 20 }, Cancelled);

        Assert.Equal("I was asked: what now?", answer.Content[0].Text);
        Assert.Equal((11, 5), (answer.Usage.InputTokenCount, answer.Usage.OutputTokenCount));
        Assert.Equal([ChatRole.System, ChatRole.User], api.Models.Asked.Select(message => message.Role));
        Assert.Equal((0.5f, 20), (api.Models.Options!.Temperature, api.Models.Options.MaxOutputTokens));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ToolCall_GoesToTheCallerAndItsResultToTheModel(bool streamed)
    {
        var options = new ChatCompletionOptions
        {
            Tools = { ChatTool.CreateFunctionTool("get_weather", "Weather of a city", BinaryData.FromString("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}""")) },
        };
        List<ChatMessage> messages = [new UserChatMessage("weather in Berlin?")];

        var (id, name, arguments) = streamed ? await StreamedCallAsync(messages, options) : await CallAsync(messages, options);
        messages.Add(new AssistantChatMessage([ChatToolCall.CreateFunctionToolCall(id, name, BinaryData.FromString(arguments))]));
        messages.Add(new ToolChatMessage(id, "sunny"));
        ChatCompletion answer = await Chat().CompleteChatAsync(messages, options, Cancelled);

        Assert.Equal(("call-1", "get_weather", """{"city":"Berlin"}"""), (id, name, arguments));
        Assert.Equal("I was asked: tool says sunny", answer.Content[0].Text);
        Assert.Equal("city", api.Models.Options!.Tools!.OfType<AIFunctionDeclaration>().Single().JsonSchema.GetProperty("required")[0].GetString());
        Assert.Equal("Berlin", api.Models.Asked[1].Contents.OfType<FunctionCallContent>().Single().Arguments!["city"]!.ToString());
    }

    [Fact]
    public async Task ToolCall_ThatWasCut_IsAsItWasWrittenAndNoReasonToRunIt()
    {
        List<ChatMessage> messages = [new UserChatMessage("too long a call")];
        ChatCompletion cut = await Chat().CompleteChatAsync(messages, cancellationToken: Cancelled);
        var call = Assert.Single(cut.ToolCalls);

        Assert.Equal((ChatFinishReason.Length, "{\"city\":\"Ber"), (cut.FinishReason, call.FunctionArguments.ToString()));

        // What the caller tells its model of it.
        messages.AddRange([new AssistantChatMessage([call]), new ToolChatMessage(call.Id, "no JSON")]);
        ChatCompletion answer = await Chat().CompleteChatAsync(messages, cancellationToken: Cancelled);
        Assert.Equal("I was asked: tool says no JSON", answer.Content[0].Text);
    }

    [Fact]
    public async Task Picture_IsPassedOn()
    {
        var user = new UserChatMessage(ChatMessageContentPart.CreateTextPart("what is this?"), ChatMessageContentPart.CreateImagePart(BinaryData.FromBytes([1, 2, 3]), "image/png"));

        await Chat().CompleteChatAsync([user], cancellationToken: Cancelled);

        var picture = api.Models.Asked[0].Contents.OfType<DataContent>().Single();
        Assert.Equal(("image/png", 3), (picture.MediaType, picture.Data.Length));
    }

    [Theory]
    [InlineData("no-such-model", "hello", 404)]
    [InlineData("scripted-7b", "busy", 429)]
    public async Task Failure_IsAnErrorWithItsStatus(string model, string question, int status)
    {
        var failure = await Assert.ThrowsAsync<ClientResultException>(() => Chat(model).CompleteChatAsync([new UserChatMessage(question)], cancellationToken: Cancelled));

        Assert.Equal(status, failure.Status);
    }

    [Fact]
    public async Task Models_AreListed()
    {
        OpenAIModelCollection listed = await api.Client().GetOpenAIModelClient().GetModelsAsync(Cancelled);

        Assert.Equal(["assistant", "scripted-7b", "blind-7b", "bge-small-en-v1.5", "bge-small-zh-v1.5"], listed.Select(model => model.Id));
    }

    [Theory]
    [InlineData("bge-small-en-v1.5", "hello", 1)]
    [InlineData("bge-small-zh-v1.5", "hello", 2)]
    [InlineData("assistant", "hello there", 1)]
    [InlineData("assistant", "发票的总金额是多少", 2)]
    public async Task Embedding_IsOfTheModelAskedForOrOfTheTextsScript(string model, string text, float language)
    {
        // The client asks for base64 and reads it back.
        OpenAIEmbedding vector = await api.Client().GetEmbeddingClient(model).GenerateEmbeddingAsync(text, cancellationToken: Cancelled);

        Assert.Equal([text.Length, language, 0f, 0.25f], vector.ToFloats().ToArray());
    }

    [Fact]
    public async Task Embeddings_OfTheExtensionsClientKeepTheirOrder()
    {
        var generator = api.Client().GetEmbeddingClient("bge-small-en-v1.5").AsIEmbeddingGenerator();

        var vectors = await generator.GenerateAsync(["a", "bb", "ccc"], cancellationToken: Cancelled);

        Assert.Equal([1f, 2f, 3f], vectors.Select(vector => vector.Vector.Span[0]));
    }

    private async Task<(string Id, string Name, string Arguments)> CallAsync(List<ChatMessage> messages, ChatCompletionOptions options)
    {
        ChatCompletion asked = await Chat().CompleteChatAsync(messages, options, Cancelled);
        Assert.Equal(ChatFinishReason.ToolCalls, asked.FinishReason);
        var call = Assert.Single(asked.ToolCalls);
        return (call.Id, call.FunctionName, call.FunctionArguments.ToString());
    }

    private async Task<(string Id, string Name, string Arguments)> StreamedCallAsync(List<ChatMessage> messages, ChatCompletionOptions options)
    {
        var (id, name, arguments) = ("", "", new StringBuilder());
        await foreach (var update in Chat().CompleteChatStreamingAsync(messages, options, Cancelled))
        {
            foreach (var call in update.ToolCallUpdates)
            {
                (id, name) = (call.ToolCallId ?? id, call.FunctionName ?? name);
                arguments.Append(call.FunctionArgumentsUpdate);
            }
        }
        return (id, name, arguments.ToString());
    }
}
