using System.Text;
using Assistant.Channels.Http;
using Assistant.Conversations;
using Assistant.Perception;
using Assistant.Privacy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Assistant.Channels.OpenAI.Speech;

/// <summary>What POST /v1/audio/transcriptions is asked for.</summary>
/// <param name="Model">A speech model's name; null for the best installed for the language.</param>
/// <param name="Language">BCP 47; null to find out.</param>
/// <param name="Stream">Words as they are heard, as server-sent events.</param>
/// <param name="FileName">Cleaned.</param>
/// <param name="File">The recording, sealed; the response disposes of it.</param>
internal sealed record TranscriptionForm(string? Model, string? Language, TranscriptFormat Format, bool Stream, string FileName, ISealedSpool File)
{
    private const int LongestBoundary = 128, LongestField = 65_536, MostParts = 32, LongestTag = 35;

    /// <summary>The name that OpenAI's service gives its model: programs that know no other are served by the best installed.</summary>
    private const string UsualName = "whisper-1";

    /// <exception cref="ApiError">400 or 413, saying which field is wrong.</exception>
    public static async Task<TranscriptionForm> ReadAsync(HttpContext context, long maxBytes, CancellationToken cancellationToken)
    {
        var request = context.Request;
        var boundary = request.HasFormContentType && MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? HeaderUtilities.RemoveQuotes(type.Boundary).ToString() : "";
        if (boundary.Length is 0 or > LongestBoundary)
            throw ApiError.Invalid("The request must be a multipart form with the recording as 'file'.");
        RequestBody.Limit(request, maxBytes + (MostParts * (long)LongestField), "The request");
        var (fields, file, name) = (new Dictionary<string, string>(StringComparer.Ordinal), (ISealedSpool?)null, "");
        try
        {
            var parts = new MultipartReader(boundary, request.Body) { BodyLengthLimit = maxBytes };
            for (var count = 1; await parts.ReadNextSectionAsync(cancellationToken) is { } part; count++)
            {
                if (count > MostParts)
                    throw ApiError.Invalid($"The form has more than {MostParts} parts.");
                if (part.GetContentDispositionHeader() is not { } disposition)
                    continue;
                var field = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
                if (!disposition.IsFileDisposition())
                    fields[field] = await TextAsync(part.Body, field, cancellationToken);
                else if (field == "file" && file is null)
                {
                    // What people say lies nowhere in the clear, not even for a moment.
                    file = await SealedFile.SpoolAsync(part.Body, cancellationToken);
                    context.Response.RegisterForDispose(file);
                    name = FileNames.Clean(HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).ToString());
                }
                else
                    throw ApiError.Invalid("One recording is written down at a time: send it as 'file'.", "file");
            }
        }
        catch (InvalidDataException e)
        {
            throw e.Message.Contains("limit", StringComparison.Ordinal) ? ApiError.TooLarge($"file is larger than {maxBytes:N0} bytes.") : ApiError.Invalid("The request is not a valid multipart form.");
        }
        catch (IOException e) when (e is not StorageUnavailableException && !cancellationToken.IsCancellationRequested)
        {
            throw ApiError.Invalid("The form ended before its last part.");
        }
        return Of(fields, file ?? throw ApiError.Invalid("file is missing.", "file"), name);
    }

    private static TranscriptionForm Of(Dictionary<string, string> fields, ISealedSpool file, string name)
    {
        var model = fields.GetValueOrDefault("model") is { Length: > 0 } asked ? asked : throw ApiError.Invalid("model is missing.", "model");
        var language = fields.GetValueOrDefault("language") is { Length: > 0 } tag ? tag : null;
        if (language is not null && (language.Length > LongestTag || !language.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')))
            throw ApiError.Invalid("language must be a code such as 'en' or 'zh-TW'.", "language");
        if (fields.Keys.Any(key => key.StartsWith("timestamp_granularities", StringComparison.Ordinal) && fields[key] != "segment"))
            throw ApiError.Invalid("Times are given for segments, not for words.", "timestamp_granularities");
        var format = TranscriptFormats.Of(fields.GetValueOrDefault("response_format")) ?? throw ApiError.Invalid("response_format must be 'json', 'text', 'verbose_json', 'srt' or 'vtt'.", "response_format");
        var stream = fields.GetValueOrDefault("stream") switch
        {
            null or "" or "false" => false,
            "true" when format is TranscriptFormat.Json or TranscriptFormat.Text => true,
            "true" => throw ApiError.Invalid("Only 'json' and 'text' are streamed.", "stream"),
            _ => throw ApiError.Invalid("stream must be true or false.", "stream"),
        };
        return new(model is ModelsEndpoint.Assistant or UsualName ? null : model, language, format, stream, name, file);
    }

    private static async Task<string> TextAsync(Stream content, string field, CancellationToken cancellationToken)
    {
        var bytes = new byte[LongestField + 1];
        var read = await content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return read <= LongestField ? Encoding.UTF8.GetString(bytes, 0, read) : throw ApiError.Invalid("A field is longer than is accepted.", field);
    }
}
