using System.CommandLine;
using System.Text;
using Assistant.Memory.Facts;
using Assistant.Memory.LongTerm;
using Assistant.Privacy;
using Spectre.Console;

namespace Assistant.Server.Commands.Memory;

/// <summary>memory import: remembers lines of a file, and learns from those of the person. Bad lines are named and the rest is imported; ids that are known are passed over.</summary>
internal static class ImportCommand
{
    private const int LinesAtOnce = 5000;

    public static Command Create()
    {
        var file = new Argument<FileInfo>("file");
        var noVectors = new Option<bool>("--no-vectors") { Description = "Compute no sentence vectors: quick, and recall goes by words only." };
        var command = new Command("import", "Remember the lines {\"id\",\"time\",\"speaker\",\"text\",\"conversation\",\"source\"?} of a file.") { file, MemoryCommand.User, MemoryCommand.Tenant, noVectors, MemoryCommand.Json };
        command.SetAction((parsed, cancellationToken) =>
        {
            var (source, person) = (parsed.GetValue(file)!, MemoryCommand.Person(parsed));
            if (!source.Exists)
                throw new CommandException($"{source.FullName} does not exist.", CommandLine.WrongUsage);
            return StorageHost.RunAsync(Settings.Of(parsed), alone: false, async services =>
            {
                var import = new Import(services.GetRequiredService<ILongTermMemory>(), services.GetRequiredService<IPersonalFacts>(), services.GetRequiredService<TimeProvider>(), person, !parsed.GetValue(noVectors));
                try
                {
                    await WithProgressAsync(source, import, cancellationToken);
                }
                catch (KeyDestroyedException)
                {
                    throw new CommandException("The person was erased while this ran: nothing of the file was kept.");
                }
                foreach (var (line, reason) in import.Refused)
                    await Console.Error.WriteLineAsync($"{source.Name}:{line}: {reason}");
                if (parsed.GetValue(MemoryCommand.Json))
                    JsonOutput.Write(new { import.Imported, Duplicates = import.Read - import.Imported, Refused = import.Refused.Select(bad => new { bad.Line, bad.Reason }) });
                else
                    await Console.Error.WriteLineAsync($"{import.Imported} imported, {import.Read - import.Imported} known already, {import.Refused.Count} refused.");
                return import.Refused.Count > 0 && import.Read == 0 ? CommandLine.Failed : 0;
            }, cancellationToken, makes: true);
        });
        return command;
    }

    private static Task WithProgressAsync(FileInfo source, Import import, CancellationToken cancellationToken)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress().AutoClear(true).StartAsync(async progress =>
        {
            var task = progress.AddTask("Importing", maxValue: Math.Max(1, source.Length));
            await foreach (var line in File.ReadLinesAsync(source.FullName, cancellationToken))
            {
                if (await import.AddAsync(line, cancellationToken))
                    task.Value = import.Bytes;
            }
            await import.FlushAsync(cancellationToken);
            task.Value = task.MaxValue;
        });
    }

    /// <summary>An import under way: lines become episodes, remembered some thousands at once.</summary>
    private sealed class Import(ILongTermMemory memory, IPersonalFacts facts, TimeProvider time, ContentOwner person, bool vectors)
    {
        private readonly List<Episode> _waiting = [];
        private int _line;

        public List<(int Line, string Reason)> Refused { get; } = [];

        /// <summary>Good lines.</summary>
        public int Read { get; private set; }

        public int Imported { get; private set; }

        /// <summary>Of the lines, as they stand in a file of UTF-8 with one character at their ends.</summary>
        public long Bytes { get; private set; }

        /// <returns>True when what waited was written.</returns>
        public async Task<bool> AddAsync(string line, CancellationToken cancellationToken)
        {
            _line++;
            Bytes += Encoding.UTF8.GetByteCount(line) + 1;
            if (string.IsNullOrWhiteSpace(line))
                return false;
            var (episode, reason) = ImportLine.Read(line, person.SubjectId, time.GetUtcNow());
            if (episode is null)
            {
                Refused.Add((_line, reason!));
                return false;
            }
            Read++;
            _waiting.Add(episode);
            if (_waiting.Count < LinesAtOnce)
                return false;
            await FlushAsync(cancellationToken);
            return true;
        }

        public async Task FlushAsync(CancellationToken cancellationToken)
        {
            if (_waiting.Count > 0)
            {
                // Of an id's lines the first counts, and none where the id stands for other words already; for facts, too.
                List<Episode> lines = [.. _waiting.DistinctBy(episode => episode.Id)];
                Imported += await memory.RememberAsync(person, lines, vectors, cancellationToken);
                var held = await memory.HeldAsync(person, lines, cancellationToken);
                await facts.LearnAsync(person,
                    [.. lines.Where(episode => episode.Source == UtteranceSource.User && held.Contains(episode.Id)).Select(episode => new Utterance(episode.Id, episode.Text, episode.At, Conversation: episode.Conversation))], cancellationToken);
            }
            _waiting.Clear();
        }
    }
}
