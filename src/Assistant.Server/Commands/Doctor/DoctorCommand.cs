using System.CommandLine;
using System.Globalization;
using Assistant.Inference.Models;
using Assistant.Perception;
using Assistant.Server.Health;
using Spectre.Console;

namespace Assistant.Server.Commands.Doctor;

/// <summary>doctor: what works on this machine and how fast, what does not, and what to do about it.</summary>
internal static class DoctorCommand
{
    // Columns of a terminal on which four columns read well.
    private const int Wide = 120;

    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output." };
        var noProbe = new Option<bool>("--no-probe") { Description = "Do not load and run the models: faster, and without their speed." };
        var command = new Command("doctor", "Show what is installed, how fast it runs, what is not, and what to do.") { json, noProbe };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var host = ConsoleAssistant.BuildModels(Settings.Of(parsed));
            var broken = await TryWorkerAsync(host.Services.GetRequiredService<IMediaIsolation>(), cancellationToken);
            var probes = parsed.GetValue(noProbe) ? [] : await ProbeAsync(host.Services.GetRequiredService<FeatureProbes>(), parsed.GetValue(json), cancellationToken);
            // After the probes: a model that could not be loaded is off from then on.
            var features = host.Services.GetRequiredService<InstalledFeatures>().All();
            var inference = host.Services.GetRequiredService<IInferenceReport>();
            if (parsed.GetValue(json))
                JsonOutput.Write(new { Features = features, Probes = probes, Inference = new { Wanted = inference.Wanted.ToString(), inference.WhyNotCuda, inference.Notes } });
            else
                Write(features, probes, inference);
            return broken ? 1 : 0;
        });
        return command;
    }

    private static Task<IReadOnlyList<ProbeResult>> ProbeAsync(FeatureProbes probes, bool json, CancellationToken cancellationToken) => json
        ? probes.RunAsync(cancellationToken)
        : AnsiConsole.Status().StartAsync("Trying the models (--no-probe leaves that out) ...", _ => probes.RunAsync(cancellationToken));

    private static void Write(IReadOnlyList<Feature> features, IReadOnlyList<ProbeResult> probes, IInferenceReport inference)
    {
        var isWide = AnsiConsole.Profile.Width >= Wide;
        var name = new TableColumn("Feature") { NoWrap = true };
        var table = new Table().Border(TableBorder.Simple)
            .AddColumns(isWide ? [name, new("State"), new("Tried"), new("What to do")] : [name, new("State, speed, what to do")]);
        foreach (var feature in features)
        {
            var probe = probes.FirstOrDefault(each => each.Feature == feature.Name);
            string[] cells =
            [
                feature.Available ? $"[green]on[/] {Markup.Escape(feature.Detail ?? "")}" : "[yellow]off[/]",
                Markup.Escape(Tried(probe)),
                Markup.Escape(probe?.Problem ?? feature.Remedy ?? ""),
            ];
            table.AddRow([Markup.Escape(feature.Name), .. isWide ? cells : [string.Join('\n', cells.Where(cell => cell.Length > 0))]]);
        }
        AnsiConsole.Write(table);
        if (inference.WhyNotCuda is { } reason)
            AnsiConsole.WriteLine($"Models run on the processor although Inference:Provider is {inference.Wanted}: {reason}");
        foreach (var note in inference.Notes)
            AnsiConsole.WriteLine(note);
    }

    private static string Tried(ProbeResult? probe) => probe is not { Speed: { } speed }
        ? probe is null ? "" : "failed"
        : string.Create(CultureInfo.InvariantCulture, $"{probe.Model} on {probe.Provider}: {speed:0.#} {probe.Unit}, loaded in {probe.LoadMilliseconds:0} ms");

    /// <summary>Starts a media worker once: only then is it known that it runs, and what keeps it in.</summary>
    private static async Task<bool> TryWorkerAsync(IMediaIsolation isolation, CancellationToken cancellationToken)
    {
        try
        {
            if (isolation.IsAvailable)
                await isolation.StartAsync(cancellationToken);
            return false;
        }
        catch (MediaException e)
        {
            await Console.Error.WriteLineAsync($"The media worker does not start: {e.InnerException?.Message ?? e.Message}");
            return true;
        }
    }
}
