using Assistant.Channels.Http;
using Assistant.Conversations;
using Assistant.Perception;
using Assistant.Privacy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Assistant.Channels.DirectLine.Inbound;

/// <summary>Reads an upload: a form with a part of type application/vnd.microsoft.activity and files, or one file as the body with Content-Disposition.</summary>
internal sealed class UploadReader(ActivityReader activities, IOptions<DirectLineOptions> options, IOptions<PerceptionOptions> perception)
{
    private const string ActivityType = "application/vnd.microsoft.activity";
    private const int LongestBoundary = 128;
    private const int MostParts = 512;

    /// <exception cref="Refusal">400 or 413, saying why.</exception>
    public async Task<PostedActivity> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        RequestBody.Limit(request, options.Value.MaxUploadBytes, "The upload");
        try
        {
            return request.HasFormContentType ? await ReadFormAsync(request, cancellationToken) : await ReadFileAsync(request, cancellationToken);
        }
        catch (InvalidDataException)
        {
            throw Refusal.BadArgument("The upload is not a valid multipart form.");
        }
        catch (AttachmentTooLargeException e)
        {
            throw Refusal.TooLarge("A file", e.MaxBytes, "bytes");
        }
        catch (IOException e) when (e is not StorageUnavailableException && !cancellationToken.IsCancellationRequested)
        {
            throw Refusal.BadArgument("The upload ended before its last part.");
        }
    }

    private Task<PostedActivity> ReadFormAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var boundary = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? HeaderUtilities.RemoveQuotes(type.Boundary).ToString() : "";
        if (boundary.Length is 0 or > LongestBoundary)
            throw Refusal.BadArgument("The upload is not a valid multipart form.");
        return ReadPartsAsync(request.HttpContext, new(boundary, request.Body), cancellationToken);
    }

    private async Task<PostedActivity> ReadPartsAsync(HttpContext context, MultipartReader parts, CancellationToken cancellationToken)
    {
        var (activity, files, count) = (new PostedActivity(), new List<PostedFile>(), 0);
        while (await parts.ReadNextSectionAsync(cancellationToken) is { } part)
        {
            if (++count > MostParts)
                throw Refusal.BadArgument($"The upload has more than {MostParts} parts.");
            if (part.GetContentDispositionHeader() is not { } disposition)
                continue;
            if (IsActivity(part.ContentType) || (!disposition.IsFileDisposition() && disposition.Name.Equals("activity", StringComparison.OrdinalIgnoreCase)))
                activity = activities.Read(await BytesAsync(part.Body, options.Value.MaxActivityBytes, cancellationToken), filesFollow: true);
            else if (disposition.IsFileDisposition())
            {
                ActivityReader.TooMany(files.Count + 1, perception.Value.MaxAttachments);
                files.Add(await SpoolAsync(context, part.Body, Name(disposition), part.ContentType, cancellationToken));
            }
        }
        ActivityReader.TooMany(files.Count + activity.Files.Count, perception.Value.MaxAttachments);
        return activity with { Files = [.. activity.Files, .. files] };
    }

    private static async Task<byte[]> BytesAsync(Stream content, long most, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[16_384];
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (bytes.Length + read > most)
                throw Refusal.TooLarge("The activity", most, "bytes");
            bytes.Write(buffer, 0, read);
        }
        return bytes.ToArray();
    }

    private async Task<PostedActivity> ReadFileAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (IsActivity(request.ContentType))
            return activities.Read(await RequestBody.ReadAsync(request, options.Value.MaxActivityBytes, cancellationToken));
        if (request.ContentLength > perception.Value.MostBytes)
            throw Refusal.TooLarge("A file", perception.Value.MostBytes, "bytes");
        var name = ContentDispositionHeaderValue.TryParse(request.Headers.ContentDisposition.ToString(), out var disposition) ? Name(disposition) : null;
        return new PostedActivity { Files = [await SpoolAsync(request.HttpContext, request.Body, name, request.ContentType, cancellationToken)] };
    }

    /// <summary>Files wait sealed and on disk: what people send lies nowhere in the clear, not even for a moment.</summary>
    /// <exception cref="AttachmentTooLargeException">More than a file of its kind may have.</exception>
    private async Task<PostedFile> SpoolAsync(HttpContext context, Stream content, string? name, string? contentType, CancellationToken cancellationToken)
    {
        var spool = await SealedFile.SpoolAsync(await AttachmentIntake.AdmitAsync(content, perception.Value, cancellationToken), cancellationToken);
        context.Response.RegisterForDispose(spool);
        return new(FileNames.Clean(name), contentType is { Length: > 0 } type ? type : "application/octet-stream", spool.OpenRead);
    }

    private static string Name(ContentDispositionHeaderValue disposition) => HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).ToString();

    private static bool IsActivity(string? contentType) => contentType?.StartsWith(ActivityType, StringComparison.OrdinalIgnoreCase) == true;
}
