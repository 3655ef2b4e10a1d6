using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Assistant.Privacy;

namespace Assistant.Storage.Archive;

/// <summary>
/// A zip of what is stored about a person: items.jsonl with all of it, index.html with the same for people to read, files/ with what was sent. One entry is open at a time, so the two texts wait in sealed temporary
/// files until the end: in memory is one item.
/// </summary>
internal sealed class ArchiveWriter(Stream zip, ContentOwner person, DateTimeOffset now) : IAsyncDisposable
{
    private readonly ZipArchive _zip = new(zip, ZipArchiveMode.Create, leaveOpen: true);
    private readonly SealedSpoolWriter _items = new(), _pages = new();
    private readonly StringBuilder _page = new();
    private long _count;
    private bool _isBeside;

    public async Task WriteAsync(ArchivedItem item, CancellationToken cancellationToken)
    {
        _count++;
        var content = JsonNode.Parse(item.Content);
        var line = new JsonObject { ["kind"] = item.Kind, ["conversation"] = item.Conversation, ["id"] = item.Id, ["at"] = item.At, ["content"] = content?.DeepClone() };
        await _items.Content.WriteAsync(Encoding.UTF8.GetBytes(line.ToJsonString() + "\n"), cancellationToken);
        Show(item, content);
        await WritePageAsync(cancellationToken);
    }

    public async Task WriteFileAsync(string id, string name, Stream content, CancellationToken cancellationToken)
    {
        _count++;
        var path = $"files/{id}/{string.Join('_', name.Split(Path.GetInvalidFileNameChars()))}";
        await using (var entry = await _zip.CreateEntry(path).OpenAsync(cancellationToken))
            await content.CopyToAsync(entry, cancellationToken);
        _page.Append("<p><a href=\"").Append(WebUtility.HtmlEncode(Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal))).Append("\">").Append(WebUtility.HtmlEncode(name)).Append("</a></p>\n");
        await WritePageAsync(cancellationToken);
    }

    /// <returns>Items and files.</returns>
    public async Task<long> FinishAsync(CancellationToken cancellationToken)
    {
        await using (var items = await _zip.CreateEntry("items.jsonl").OpenAsync(cancellationToken))
            await CopyAsync(_items, items, cancellationToken);
        await using var index = await _zip.CreateEntry("index.html").OpenAsync(cancellationToken);
        var who = WebUtility.HtmlEncode(person.SubjectId);
        await index.WriteAsync(Encoding.UTF8.GetBytes(
            $$"""
            <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Stored about {{who}}</title>
            <style>body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}pre{white-space:pre-wrap;font:inherit;margin:.2rem 0 1rem}small{opacity:.7}</style>
            <h1>Stored about {{who}}</h1><p>{{_count}} items on {{now:yyyy-MM-dd HH:mm}} UTC. All of them, with everything that the assistant noted, are in items.jsonl.</p>

            """), cancellationToken);
        await CopyAsync(_pages, index, cancellationToken);
        await index.WriteAsync("</html>"u8.ToArray(), cancellationToken);
        return _count;
    }

    public async ValueTask DisposeAsync()
    {
        await _zip.DisposeAsync();
        await _items.DisposeAsync();
        await _pages.DisposeAsync();
    }

    private static async Task CopyAsync(SealedSpoolWriter spooled, Stream entry, CancellationToken cancellationToken)
    {
        await using var content = (await spooled.FinishAsync()).OpenRead();
        await content.CopyToAsync(entry, cancellationToken);
    }

    private async Task WritePageAsync(CancellationToken cancellationToken)
    {
        await _pages.Content.WriteAsync(Encoding.UTF8.GetBytes(_page.ToString()), cancellationToken);
        _page.Clear();
    }

    private void Show(ArchivedItem item, JsonNode? content)
    {
        if (item.Kind is not ("conversation" or "message" or "answer" or "turn" or "evidence" or "tool_call" or "feedback") && !_isBeside)
        {
            _isBeside = true;
            _page.Append("<h2>Beside the conversations: memory, and what was done with it</h2>\n");
        }
        switch (item.Kind)
        {
            case "conversation":
                _page.Append("<h2>").Append(WebUtility.HtmlEncode(content?.GetValue<string>() ?? "")).Append("</h2>\n");
                break;
            case "message" or "answer":
                Show(item.Kind == "message" ? "Person" : "Assistant", item.At, content?["text"]?.GetValue<string>() ?? "");
                break;
            case "turn":
                _page.Append("<details><summary><small>What was noted of the answer</small></summary>\n");
                Show("Turn", item.At, item.ToText());
                _page.Append("</details>\n");
                break;
            case "evidence":
                Show("Read in " + content?["source"]?.GetValue<string>(), item.At, string.Join('\n', (content?["blocks"] as JsonArray ?? []).Select(block => block?["text"]?.GetValue<string>())));
                break;
            default:
                Show(item.Kind.Replace('_', ' '), item.At, item.ToText());
                break;
        }
    }

    private void Show(string title, DateTimeOffset? at, string text)
    {
        _page.Append("<small>").Append(WebUtility.HtmlEncode(title));
        if (at is { } when)
            _page.Append(" · ").Append(when.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture));
        _page.Append("</small><pre>").Append(WebUtility.HtmlEncode(text)).Append("</pre>\n");
    }
}
