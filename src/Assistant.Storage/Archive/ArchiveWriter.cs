using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assistant.Privacy;

namespace Assistant.Storage.Archive;

/// <summary>A zip of what is stored about a person: items.jsonl with all of it, index.html with what was said, files/ with what was sent. One entry is open at a time, so the two texts are gathered first.</summary>
internal sealed class ArchiveWriter(Stream zip, ContentOwner person, DateTimeOffset now) : IAsyncDisposable
{
    private readonly ZipArchive _zip = new(zip, ZipArchiveMode.Create, leaveOpen: true);
    private readonly MemoryStream _items = new();
    private readonly StringBuilder _page = new();
    private long _count;

    public Task WriteAsync(ArchivedItem item, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _count++;
        var content = JsonNode.Parse(item.Content);
        using (var json = new Utf8JsonWriter(_items))
            new JsonObject { ["kind"] = item.Kind, ["conversation"] = item.Conversation, ["id"] = item.Id, ["at"] = item.At, ["content"] = content?.DeepClone() }.WriteTo(json);
        _items.WriteByte((byte)'\n');
        Show(item, content);
        return Task.CompletedTask;
    }

    public async Task WriteFileAsync(string id, string name, Stream content, CancellationToken cancellationToken)
    {
        _count++;
        var path = $"files/{id}/{string.Join('_', name.Split(Path.GetInvalidFileNameChars()))}";
        await using (var entry = await _zip.CreateEntry(path).OpenAsync(cancellationToken))
            await content.CopyToAsync(entry, cancellationToken);
        _page.Append("<p><a href=\"").Append(WebUtility.HtmlEncode(Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal))).Append("\">").Append(WebUtility.HtmlEncode(name)).Append("</a></p>\n");
    }

    /// <returns>Items and files.</returns>
    public async Task<long> FinishAsync(CancellationToken cancellationToken)
    {
        await using (var items = await _zip.CreateEntry("items.jsonl").OpenAsync(cancellationToken))
            await items.WriteAsync(_items.GetBuffer().AsMemory(0, (int)_items.Length), cancellationToken);
        await using var index = await _zip.CreateEntry("index.html").OpenAsync(cancellationToken);
        var who = WebUtility.HtmlEncode(person.SubjectId);
        await index.WriteAsync(Encoding.UTF8.GetBytes(
            $$"""
            <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Stored about {{who}}</title>
            <style>body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}pre{white-space:pre-wrap;font:inherit;margin:.2rem 0 1rem}small{opacity:.7}</style>
            <h1>Stored about {{who}}</h1><p>{{_count}} items on {{now:yyyy-MM-dd HH:mm}} UTC. All of them, with everything that the assistant noted, are in items.jsonl.</p>
            {{_page}}</html>
            """), cancellationToken);
        return _count;
    }

    public async ValueTask DisposeAsync()
    {
        await _zip.DisposeAsync();
        await _items.DisposeAsync();
    }

    private void Show(ArchivedItem item, JsonNode? content)
    {
        switch (item.Kind)
        {
            case "conversation":
                _page.Append("<h2>").Append(WebUtility.HtmlEncode(content?.GetValue<string>() ?? "")).Append("</h2>\n");
                break;
            case "message" or "answer":
                _page.Append("<small>").Append(item.Kind == "message" ? "Person" : "Assistant").Append(" · ").Append(item.At?.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture))
                    .Append("</small><pre>").Append(WebUtility.HtmlEncode(content?["text"]?.GetValue<string>() ?? "")).Append("</pre>\n");
                break;
            case LongTermMemory.MemoryLog.ArchivedKind:
                _page.Append("<p><small>").Append(item.At?.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture)).Append(" · memory: ")
                    .Append(WebUtility.HtmlEncode(item.ToText())).Append("</small></p>\n");
                break;
            case "evidence":
                var read = string.Join('\n', (content?["blocks"] as JsonArray ?? []).Select(block => block?["text"]?.GetValue<string>()));
                _page.Append("<small>Read in ").Append(WebUtility.HtmlEncode(content?["source"]?.GetValue<string>() ?? "")).Append("</small><pre>").Append(WebUtility.HtmlEncode(read)).Append("</pre>\n");
                break;
        }
    }
}
