using System.CommandLine;
using System.CommandLine.Parsing;

namespace Assistant.Server.Commands.Teams;

/// <summary>teams package: the app that is uploaded in Teams, for one registration.</summary>
internal static class TeamsCommand
{
    private const int LongestName = 30;
    private const int LongestOrganisation = 32;
    private const int LongestUrl = 2048;

    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The zip to write; it must not be there yet." };
        var appId = new Option<Guid>("--app-id")
        {
            Description = "Application (client) ID of the registration in Microsoft Entra.",
            Required = true,
            CustomParser = result => Read(result, Guid.TryParse(result.Tokens[0].Value, out var id) && id != Guid.Empty, id, "--app-id must be an id such as 11111111-2222-3333-4444-555555555555."),
        };
        var host = new Option<string>("--host") { Description = "Host name of the organisation's pages about the assistant, such as assistant.example.com.", Required = true };
        var organisation = new Option<string?>("--organisation") { Description = $"Who offers it, at most {LongestOrganisation} characters; otherwise the host's domain." };
        var name = new Option<string?>("--name") { Description = $"What it is called in Teams, at most {LongestName} characters; otherwise Assistant." };
        var version = new Option<string>("--version-of-app") { Description = "major.minor.patch; raise it to replace an installed app.", DefaultValueFactory = _ => "1.0.0" };
        var website = Page("--website", "The page about the assistant; otherwise https://HOST/.");
        var privacy = Page("--privacy", "The privacy notice; otherwise https://HOST/privacy.");
        var terms = Page("--terms", "The terms of use; otherwise https://HOST/terms.");
        host.Validators.Add(result => Refuse(result, Uri.CheckHostName(result.GetValueOrDefault<string>()) != UriHostNameType.Dns, "--host must be a host name without https:// and without a path."));
        organisation.Validators.Add(result => Refuse(result, !IsName(result.GetValueOrDefault<string?>(), LongestOrganisation), $"--organisation must have 1 to {LongestOrganisation} characters."));
        name.Validators.Add(result => Refuse(result, !IsName(result.GetValueOrDefault<string?>(), LongestName), $"--name must have 1 to {LongestName} characters."));
        version.Validators.Add(result => Refuse(result, !IsVersion(result.GetValueOrDefault<string>()), "--version-of-app must be three numbers, such as 1.0.1."));

        var package = new Command("package", "Write the app for Teams as a zip (docs/teams.md has the steps around it).") { file, appId, host, organisation, name, version, website, privacy, terms };
        package.SetAction(parsed =>
        {
            Uri Of(Option<Uri?> page, string path) => parsed.GetValue(page) ?? new Uri($"https://{parsed.GetRequiredValue(host)}/{path}");
            var app = new TeamsApp(
                parsed.GetValue(appId), parsed.GetValue(name), parsed.GetValue(organisation) ?? DomainOf(parsed.GetRequiredValue(host)), parsed.GetRequiredValue(version), Of(website, ""), Of(privacy, "privacy"), Of(terms, "terms"));
            var path = parsed.GetRequiredValue(file);
            using (var zip = CommandFiles.Create(path))
                TeamsAppPackage.Write(zip, app);
            Console.WriteLine($"{path} is ready: in Teams, Apps, Manage your apps, Upload an app.");
            return 0;
        });
        return new("teams", "The app that people install in Microsoft Teams.") { package };
    }

    /// <summary>"example.com" for assistant.example.com; as much of it as Teams takes.</summary>
    private static string DomainOf(string host)
    {
        var labels = host.TrimEnd('.').Split('.');
        var domain = string.Join('.', labels.Skip(labels.Length > 2 ? 1 : 0));
        return domain.Length <= LongestOrganisation ? domain : domain[..LongestOrganisation];
    }

    private static Option<Uri?> Page(string option, string description) => new(option)
    {
        Description = description,
        CustomParser = result => Read(
            result, Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme == "https" && address.AbsoluteUri.Length <= LongestUrl, address,
            $"{option} must be an https address of at most {LongestUrl} characters."),
    };

    private static T Read<T>(ArgumentResult result, bool right, T value, string message)
    {
        if (!right)
            result.AddError(message);
        return value;
    }

    private static bool IsName(string? name, int longest) => !string.IsNullOrWhiteSpace(name) && name.Length <= longest && !name.Any(char.IsControl);

    private static bool IsVersion(string? version) => Version.TryParse(version, out var parsed) && parsed is { Build: >= 0, Revision: < 0 } && parsed.ToString() == version;

    private static void Refuse(OptionResult result, bool wrong, string message)
    {
        if (wrong)
            result.AddError(message);
    }
}
