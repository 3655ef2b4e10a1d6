using Assistant.Perception;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Assistant.Channels.DirectLine.Inbound;

/// <summary>Reads an upload: a form with a part of type application/vnd.microsoft.activity and files, or one file as the body with Content-Disposition.</summary>
internal sealed class UploadReader(ActivityReader activities, IOptions<DirectLineOptions> options, IOptions<PerceptionOptions> perception)
{
    private const string ActivityType = "application/vnd.microsoft.activity";

    /// <exception cref="Refusal">400 or 413, saying why.</exception>
    public async Task<PostedActivity> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        RequestBody.Limit(request, options.Value.MaxUploadBytes, "The upload");
        return request.HasFormContentType ? await ReadFormAsync(request, cancellationToken) : await ReadFileAsync(request, cancellationToken);
    }

    private async Task<PostedActivity> ReadFormAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        // Files above 64 kB wait in temporary files, which are removed with the request.
        request.HttpContext.Features.Set<IFormFeature>(new FormFeature(request, new FormOptions
        {
            MultipartBodyLengthLimit = perception.Value.MaxBytes,
            ValueCountLimit = 256,
            ValueLengthLimit = (int)Math.Min(int.MaxValue, options.Value.MaxActivityBytes),
        }));
        IFormCollection form;
        try
        {
            form = await request.ReadFormAsync(cancellationToken);
        }
        catch (InvalidDataException e)
        {
            throw e.Message.Contains("limit", StringComparison.Ordinal) ? Refusal.TooLarge("A file", perception.Value.MaxBytes, "bytes") : Refusal.BadArgument("The upload is not a valid multipart form.");
        }
        catch (IOException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Refusal.BadArgument("The upload ended before its last part.");
        }
        var files = form.Files.Where(file => !IsActivity(file.ContentType)).ToArray();
        var activity = await ActivityOfAsync(form, cancellationToken);
        ActivityReader.TooMany(files.Length + activity.Files.Count, perception.Value.MaxAttachments);
        return activity with { Files = [.. activity.Files, .. files.Select(Posted)] };
    }

    private async Task<PostedActivity> ActivityOfAsync(IFormCollection form, CancellationToken cancellationToken)
    {
        if (form.Files.FirstOrDefault(file => IsActivity(file.ContentType)) is { } part)
        {
            if (part.Length > options.Value.MaxActivityBytes)
                throw Refusal.TooLarge("The activity", options.Value.MaxActivityBytes, "bytes");
            await using var content = part.OpenReadStream();
            using var json = new MemoryStream();
            await content.CopyToAsync(json, cancellationToken);
            return activities.Read(json.GetBuffer().AsMemory(0, (int)json.Length), filesFollow: true);
        }
        return form.TryGetValue("activity", out var text) && text is [{ Length: > 0 } value] ? activities.Read(System.Text.Encoding.UTF8.GetBytes(value), filesFollow: true) : new PostedActivity();
    }

    private async Task<PostedActivity> ReadFileAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (IsActivity(request.ContentType))
            return activities.Read(await RequestBody.ReadAsync(request, options.Value.MaxActivityBytes, cancellationToken));
        var bytes = await RequestBody.ReadAsync(request, perception.Value.MaxBytes, cancellationToken);
        var name = ContentDispositionHeaderValue.TryParse(request.Headers.ContentDisposition.ToString(), out var disposition)
            ? HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).ToString()
            : null;
        return new PostedActivity { Files = [new(FileNames.Clean(name), request.ContentType ?? "application/octet-stream", () => new MemoryStream(bytes, writable: false))] };
    }

    private static PostedFile Posted(IFormFile file) => new(FileNames.Clean(file.FileName), file.ContentType is { Length: > 0 } type ? type : "application/octet-stream", file.OpenReadStream);

    private static bool IsActivity(string? contentType) => contentType?.StartsWith(ActivityType, StringComparison.OrdinalIgnoreCase) == true;
}
