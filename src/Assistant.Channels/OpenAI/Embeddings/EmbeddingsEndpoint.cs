using System.Buffers.Binary;
using System.Text.Json;
using Assistant.Agent;
using Assistant.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.OpenAI.Embeddings;

/// <summary>POST /v1/embeddings: vectors of length 1 of the texts given, by the models that the answers use too.</summary>
internal sealed class EmbeddingsEndpoint(ISentenceEncoder encoder, IOptions<OpenAIOptions> options)
{
    public async Task CreateAsync(HttpContext context)
    {
        var request = await ApiRoute.ReadAsync(context, options.Value.MaxRequestBytes, ApiWire.Json.EmbeddingRequest);
        var texts = TextsOf(request.Input);
        var (model, language) = ModelOf(request.Model, texts);
        var asBase64 = request.EncodingFormat switch
        {
            null or "float" => false,
            "base64" => true,
            _ => throw ApiError.Invalid("encoding_format must be 'float' or 'base64'.", "encoding_format"),
        };
        if (request.InputType is not (null or "query" or "document"))
            throw ApiError.Invalid("input_type must be 'query' or 'document'.", "input_type");
        var vectors = await encoder.EncodeAsync(texts, request.InputType == "query", language, context.RequestAborted);
        if (request.Dimensions is { } wanted && vectors.Any(vector => vector.Length != wanted))
            throw ApiError.Invalid($"dimensions cannot be chosen: {model} gives {vectors[0].Length} numbers.", "dimensions");
        var tokens = texts.Sum(TokenEstimate.Of);
        var data = vectors.Select((vector, index) => new EmbeddingEntry(index, asBase64 ? Base64(vector) : JsonSerializer.SerializeToElement(vector, ApiWire.Json.SingleArray)));
        await ApiRoute.WriteAsync(context, new EmbeddingList([.. data], model, new(tokens, tokens)), ApiWire.Json.EmbeddingList);
    }

    private string[] TextsOf(JsonElement input)
    {
        string[] texts = input.ValueKind switch
        {
            JsonValueKind.String => [input.GetString()!],
            JsonValueKind.Array when input.EnumerateArray().All(each => each.ValueKind == JsonValueKind.String) => [.. input.EnumerateArray().Select(each => each.GetString()!)],
            JsonValueKind.Array => throw ApiError.Invalid("input must hold texts; token numbers are not accepted.", "input"),
            _ => throw ApiError.Invalid("input must be a text or a list of texts.", "input"),
        };
        if (texts.Length == 0 || texts.Any(string.IsNullOrEmpty))
            throw ApiError.Invalid("input must not be empty.", "input");
        if (texts.Length > options.Value.MaxEmbeddingInputs)
            throw ApiError.Invalid($"input has {texts.Length} texts; at most {options.Value.MaxEmbeddingInputs} are accepted.", "input");
        return texts.Sum(text => (long)text.Length) <= options.Value.MaxTextCharacters
            ? texts
            : throw ApiError.Invalid($"input has more than {options.Value.MaxTextCharacters} characters.", "input");
    }

    private (string Model, string Language) ModelOf(string? asked, string[] texts)
    {
        var language = asked?.ToLowerInvariant() switch
        {
            null or "" => throw ApiError.Invalid("model is missing.", "model"),
            ModelsEndpoint.Assistant => TextLanguage.Of(string.Join(' ', texts.Take(20)), null),
            _ => ISentenceEncoder.Languages.FirstOrDefault(each => encoder.ModelFor(each).Equals(asked, StringComparison.OrdinalIgnoreCase)) ?? throw ApiError.NoModel(asked),
        };
        var model = encoder.ModelFor(language);
        return encoder.IsAvailable(language) ? (model, language) : throw ApiError.NoModel(model);
    }

    private static JsonElement Base64(float[] vector)
    {
        var bytes = new byte[vector.Length * sizeof(float)];
        for (var i = 0; i < vector.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), vector[i]);
        return JsonSerializer.SerializeToElement(Convert.ToBase64String(bytes), ApiWire.Json.String);
    }
}
