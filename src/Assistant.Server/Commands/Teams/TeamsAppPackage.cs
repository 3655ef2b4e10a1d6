using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Assistant.Server.Commands.Teams;

/// <summary>What one organisation's app for Teams is called and where it belongs.</summary>
/// <param name="AppId">Of the registration in Microsoft Entra; the app in Teams has the same.</param>
/// <param name="Name">At most 30 characters; null for the one of the template, which Teams shows in the user's language.</param>
/// <param name="Organisation">At most 32 characters.</param>
/// <param name="Version">major.minor.patch; a higher one replaces the app where it is installed.</param>
/// <param name="Website">Where people read about it, https, as are the other two.</param>
internal sealed record TeamsApp(Guid AppId, string? Name, string Organisation, string Version, Uri Website, Uri Privacy, Uri Terms);

/// <summary>The zip that is uploaded in Teams: deploy/teams with an organisation's own names in it.</summary>
internal static class TeamsAppPackage
{
    private const string Manifest = "manifest.json";
    private const string Chinese = "zh-cn.json";

    // As the file of the template is written: Chinese as such.
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Stream zip, TeamsApp app)
    {
        using var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true);
        Add(archive, Manifest, Text(Fill(Template(Manifest), app)));
        Add(archive, Chinese, Text(Rename(Template(Chinese), app)));
        foreach (var icon in (string[])["color.png", "outline.png"])
            Add(archive, icon, Resource(icon));
    }

    private static JsonObject Fill(JsonObject manifest, TeamsApp app)
    {
        manifest["id"] = app.AppId.ToString();
        manifest["bots"]![0]!["botId"] = app.AppId.ToString();
        manifest["composeExtensions"]![0]!["botId"] = app.AppId.ToString();
        // Permissions are the registration's. Teams wants a resource beside its id, and reads nothing in it where no user signs in.
        manifest["webApplicationInfo"] = new JsonObject { ["id"] = app.AppId.ToString(), ["resource"] = app.Website.GetLeftPart(UriPartial.Authority) };
        manifest["version"] = app.Version;
        manifest["developer"] = new JsonObject
        {
            ["name"] = app.Organisation,
            ["websiteUrl"] = app.Website.AbsoluteUri,
            ["privacyUrl"] = app.Privacy.AbsoluteUri,
            ["termsOfUseUrl"] = app.Terms.AbsoluteUri,
        };
        var name = app.Name ?? (string?)manifest["name"]!["short"];
        manifest["name"] = new JsonObject { ["short"] = name, ["full"] = $"{name} ({app.Organisation})" };
        return manifest;
    }

    /// <summary>A name of the organisation's own is the same in every language.</summary>
    private static JsonObject Rename(JsonObject strings, TeamsApp app)
    {
        strings["name.short"] = app.Name ?? (string?)strings["name.short"];
        strings["name.full"] = $"{(string?)strings["name.short"]} ({app.Organisation})";
        return strings;
    }

    private static JsonObject Template(string name) => JsonNode.Parse(Resource(name))!.AsObject();

    private static byte[] Text(JsonObject content) => JsonSerializer.SerializeToUtf8Bytes(content, s_json);

    private static byte[] Resource(string name)
    {
        using var stream = typeof(TeamsAppPackage).Assembly.GetManifestResourceStream($"teams/{name}")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static void Add(ZipArchive archive, string name, ReadOnlySpan<byte> content)
    {
        using var entry = archive.CreateEntry(name).Open();
        entry.Write(content);
    }
}
