using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.OpenAI.Chat;

/// <summary>POST /v1/chat/completions: the assistant by its whole path, or a language model directly; in one piece or streamed.</summary>
internal sealed class ChatEndpoint(MessageReader messages, AssistantChat assistant, ModelChat model, IOptions<OpenAIOptions> options, TimeProvider time)
{
    public async Task CompleteAsync(HttpContext context)
    {
        var request = await ApiRoute.ReadAsync(context, options.Value.MaxRequestBytes, ApiWire.Json.ChatRequest);
        if (string.IsNullOrEmpty(request.Model))
            throw ApiError.Invalid("model is missing.", "model");
        if (request.N is not (null or 1))
            throw ApiError.Invalid("n must be 1: one answer a request.", "n");
        if (request.Logprobs is true)
            throw ApiError.Invalid("logprobs are not given.", "logprobs");
        var said = messages.Read(request);
        var pieces = request.Model.Equals(ModelsEndpoint.Assistant, StringComparison.OrdinalIgnoreCase)
            ? assistant.AnswerAsync(request, said, context.RequestAborted)
            : model.AnswerAsync(request, said, context.RequestAborted);
        var envelope = new Envelope($"chatcmpl-{Guid.CreateVersion7():N}", time.GetUtcNow().ToUnixTimeSeconds(), request.Model);
        if (request.Stream is true)
            await CompletionStream.WriteAsync(context, envelope, pieces, request.StreamOptions?.IncludeUsage is true);
        else
            await ApiRoute.WriteAsync(context, await envelope.CollectAsync(pieces), ApiWire.Json.ChatCompletion);
    }
}
