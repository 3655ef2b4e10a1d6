using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Assistant.Perception.Media;

/// <summary>What ffmpeg says about its input, in bounded memory. None of it is kept or logged: it names what the file holds.</summary>
/// <param name="duration">Seconds, where the file's own header told them exactly; null to take what ffmpeg says.</param>
internal sealed partial class FfmpegLog(double? duration = null)
{
    private const int LongestLine = 500;

    /// <summary>A stray packet at an end, as some recorders leave, is not damage.</summary>
    private const int ToleratedErrors = 2;

    private readonly TaskCompletionSource _inputTold = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _decodingErrors;
    private bool _cutOff;
    private bool _estimated;

    /// <summary>Ends once <see cref="Duration"/>, <see cref="HasFilm"/> and <see cref="HasSound"/> are what they will be: ffmpeg tells of its input before the first sample, but by another pipe.</summary>
    public Task InputTold => _inputTold.Task;

    /// <summary>Seconds, as the file says; null when it does not.</summary>
    public double? Duration { get; private set; } = duration;

    /// <summary>The file says its length exactly, so that less sound means damage.</summary>
    public double? ExactDuration => _estimated ? null : Duration;

    public bool HasFilm { get; private set; }
    public bool HasSound { get; private set; }

    /// <summary>A kind of file that ffmpeg knows and this product does not open.</summary>
    public bool IsRefused { get; private set; }

    public bool IsDamaged => _cutOff || _decodingErrors > ToleratedErrors;

    public async Task ReadAsync(Stream errors)
    {
        try
        {
            await ReadLinesAsync(errors);
        }
        finally
        {
            _inputTold.TrySetResult();
        }
    }

    private async Task ReadLinesAsync(Stream errors)
    {
        var line = new StringBuilder();
        var buffer = new byte[4096];
        while (await errors.ReadAsync(buffer) is var read and > 0)
        {
            foreach (var letter in buffer.AsSpan(0, read))
            {
                if (letter == (byte)'\n')
                {
                    Take(line.ToString());
                    line.Clear();
                }
                else if (line.Length < LongestLine)
                {
                    line.Append((char)letter);
                }
            }
        }
    }

    internal void Take(string line)
    {
        if (DurationLine().Match(line) is { Success: true } duration)
            Duration ??= (((Number(duration, 1) * 60) + Number(duration, 2)) * 60) + Number(duration, 3);
        else if (line.StartsWith("[info] Stream mapping:", StringComparison.Ordinal) || line.StartsWith("[info] Output #0", StringComparison.Ordinal))
            _inputTold.TrySetResult();
        else if (StreamLine().Match(line) is { Success: true } stream)
            (HasFilm, HasSound) = (HasFilm || stream.Groups[1].Value == "Video", HasSound || stream.Groups[1].Value == "Audio");
        else if (line.Contains("Estimating duration", StringComparison.Ordinal))
            _estimated = true;
        else if (line.Contains("not on whitelist", StringComparison.Ordinal))
            IsRefused = true;
        else if (line.Contains("ended prematurely", StringComparison.Ordinal) || line.Contains("partial file", StringComparison.Ordinal))
            _cutOff = true;
        else if (line.Contains("[error] Error while decoding", StringComparison.Ordinal))
            _decodingErrors++;
    }

    private static double Number(Match match, int group) => double.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\[info\]   Duration: (\d+):(\d\d):(\d\d\.\d+),")]
    private static partial Regex DurationLine();

    [GeneratedRegex(@"^\[info\]   Stream #0:\d+.*?: (Video|Audio): (?!.*\(attached pic\))")]
    private static partial Regex StreamLine();
}
