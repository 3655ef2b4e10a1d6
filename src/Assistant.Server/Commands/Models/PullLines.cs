using Assistant.Inference.Models.Pulling;

namespace Assistant.Server.Commands.Models;

/// <summary>A pull's progress as plain lines, for logs and pipes: one every few seconds, and each thing that went wrong.</summary>
internal sealed class PullLines(string model, TimeProvider clock) : IProgress<PullProgress>
{
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(5);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, PullProgress> _files = new(StringComparer.Ordinal);
    private long _last = clock.GetTimestamp();

    public void Report(PullProgress value)
    {
        lock (_gate)
        {
            _files[value.File] = value;
            if (value.Notice is { } notice)
                Console.Error.WriteLine($"{model} {value.File}: {notice}");
            if (clock.GetElapsedTime(_last) < s_every)
                return;
            _last = clock.GetTimestamp();
            var total = _files.Values.All(file => file.Total is not null) ? $" of {ModelsCommand.Size(_files.Values.Sum(file => file.Total!.Value))}" : "";
            Console.Error.WriteLine($"{model}: {ModelsCommand.Size(_files.Values.Sum(file => file.Bytes))}{total}");
        }
    }
}
