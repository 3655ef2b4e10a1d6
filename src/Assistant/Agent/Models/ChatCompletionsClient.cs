using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using Assistant.Agent.Models.Wire;
using Microsoft.Extensions.AI;

namespace Assistant.Agent.Models;

/// <summary>
/// An OpenAI-compatible server's chat completions, streamed or whole. Lean on purpose: beside it, everything else in a turn is cheap.
/// Every failure is a <see cref="LanguageModelException"/> with its category; nothing waits without a limit. Thread-safe.
/// </summary>
internal sealed class ChatCompletionsClient(HttpClient http, ModelOptions model, TimeProvider time) : IChatClient
{
    private const int LargestError = 64 * 1024;
    private static readonly MediaTypeHeaderValue s_json = new("application/json");
    private readonly Uri _address = new(model.Endpoint!.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/chat/completions" + model.Endpoint.Query);
    private readonly ChatClientMetadata _metadata = new("openai", model.Endpoint, model.Name);
    private readonly AuthenticationHeaderValue? _key = ModelKey.Read(model) is { } key ? new("Bearer", key) : null;

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? _metadata
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    public void Dispose()
    {
    }

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var reader = new ChunkReader();
        using var patience = new Patience(model.WholeAnswerTimeout, time, cancellationToken);
        using var answer = await OpenAsync(Body(messages, options, stream: false), patience, cancellationToken);
        var text = await NextAsync(answer, reader, patience, cancellationToken) ? reader.Text ?? "" : "";
        ModelFailures.ThrowIfRefused(reader, text.Length > 0);
        var message = new ChatMessage(ChatRole.Assistant, text.Length == 0 ? [] : [new TextContent(text)]);
        foreach (var call in reader.Calls())
            message.Contents.Add(call);
        return new ChatResponse(message) { ModelId = reader.ModelId, ResponseId = reader.Id, FinishReason = reader.Finish, Usage = reader.Usage };
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var reader = new ChunkReader();
        var anyText = false;
        using var patience = new Patience(model.FirstTokenTimeout, time, cancellationToken);
        using var answer = await OpenAsync(Body(messages, options, stream: true), patience, cancellationToken);
        while (await NextAsync(answer, reader, patience, cancellationToken))
        {
            if (reader.Text is not { Length: > 0 } text)
                continue;
            anyText = true;
            yield return new ChatResponseUpdate(ChatRole.Assistant, text) { ResponseId = reader.Id, MessageId = reader.Id, ModelId = reader.ModelId };
        }
        ModelFailures.ThrowIfRefused(reader, anyText);
        yield return Last(reader);
    }

    /// <summary>Reads the next event. False after the last one.</summary>
    private async ValueTask<bool> NextAsync(OpenAnswer answer, ChunkReader reader, Patience patience, CancellationToken cancellationToken)
    {
        try
        {
            if (await answer.ReadAsync(patience.Token) is { } data)
            {
                patience.Renew(model.TokenTimeout);
                reader.Read(data.Span);
                return reader.Error is null ? true : throw ModelFailures.Of(reader.Error);
            }
        }
        catch (Exception e) when (ModelFailures.Of(e, cancellationToken) is { } failure)
        {
            throw failure;
        }
        // Some servers leave [DONE] out after a proper end; without even that, the stream was cut.
        return answer.Done || reader.Finish is not null ? false : throw new LanguageModelException(TurnProblem.ModelUnreachable, "The model server's answer was cut off.");
    }

    private static ChatResponseUpdate Last(ChunkReader reader)
    {
        var last = new ChatResponseUpdate { Role = ChatRole.Assistant, ResponseId = reader.Id, MessageId = reader.Id, ModelId = reader.ModelId, FinishReason = reader.Finish };
        foreach (var call in reader.Calls())
            last.Contents.Add(call);
        if (reader.Usage is { } usage)
            last.Contents.Add(new UsageContent(usage));
        return last;
    }

    private async Task<OpenAnswer> OpenAsync(ReadOnlyMemory<byte> body, Patience patience, CancellationToken cancellationToken)
    {
        try
        {
            var response = await SendAsync(body, patience, cancellationToken);
            return new OpenAnswer(response, await response.Content.ReadAsStreamAsync(patience.Token), model.MaxResponseBytes);
        }
        catch (Exception e) when (ModelFailures.Of(e, cancellationToken) is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>A busy server is tried once more, after the wait it asks for if that is short.</summary>
    private async Task<HttpResponseMessage> SendAsync(ReadOnlyMemory<byte> body, Patience patience, CancellationToken cancellationToken)
    {
        try
        {
            return await SendOnceAsync(body, patience.Token);
        }
        catch (LanguageModelException e) when (e.Problem == TurnProblem.ModelRateLimited && (e.RetryAfter ?? TimeSpan.FromSeconds(1)) <= model.LongestRetryWait)
        {
            patience.Renew(model.LongestRetryWait + model.FirstTokenTimeout);
            await Task.Delay(e.RetryAfter ?? TimeSpan.FromSeconds(1), time, cancellationToken);
            return await SendOnceAsync(body, patience.Token);
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = s_json;
        request.Headers.Authorization = _key;
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.StatusCode == HttpStatusCode.OK)
            return response;
        using (response)
            throw ModelFailures.Of(response, await ReadErrorAsync(response, cancellationToken), time.GetUtcNow());
    }

    private static async Task<ServerError> ReadErrorAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var said = new byte[LargestError];
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var length = await body.ReadAtLeastAsync(said, said.Length, throwOnEndOfStream: false, cancellationToken);
        return ServerError.Parse(said.AsSpan(0, length));
    }

    private ReadOnlyMemory<byte> Body(IEnumerable<ChatMessage> messages, ChatOptions? options, bool stream)
    {
        var buffer = new ArrayBufferWriter<byte>(4 * 1024);
        ChatRequestWriter.Write(buffer, model, messages, options, stream);
        return buffer.WrittenMemory;
    }
}
