using Assistant.Inference.Models.Catalogue;
using Assistant.Inference.Models.Pulling;
using Spectre.Console;

namespace Assistant.Server.Commands.Models;

/// <summary>A pull's progress at a terminal: a bar a file with size, speed and time left, on standard error.</summary>
internal static class PullBars
{
    public static Task RunAsync(CatalogueModel model, Func<IProgress<PullProgress>, Task> pull)
    {
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return terminal.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new DownloadedColumn(), new TransferSpeedColumn(), new RemainingTimeColumn())
            .StartAsync(context => pull(new Bars(terminal, context, model)));
    }

    private sealed class Bars(IAnsiConsole terminal, ProgressContext context, CatalogueModel model) : IProgress<PullProgress>
    {
        private readonly Lock _gate = new();
        private readonly Dictionary<string, ProgressTask> _bars = new(StringComparer.Ordinal);

        public void Report(PullProgress value)
        {
            lock (_gate)
            {
                if (!_bars.TryGetValue(value.File, out var bar))
                    _bars[value.File] = bar = context.AddTask(Markup.Escape($"{model.Id} {value.File}"), maxValue: value.Total ?? model.Bytes);
                if (value.Total is { } total)
                    bar.MaxValue = total;
                bar.Value = value.Bytes;
                if (value.Notice is { } notice)
                    terminal.MarkupLine($"[yellow]{Markup.Escape(value.File)}: {Markup.Escape(notice)}[/]");
            }
        }
    }
}
