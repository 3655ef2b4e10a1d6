using System.Text;
using System.Text.RegularExpressions;
using Assistant.Perception;
using Assistant.Text;

namespace Assistant.Benchmarks.Ask;

/// <summary>
/// Whether an answer holds an accepted string: case, spaces and thousands separators do not matter; a number has to stand alone (4 is not in 14 or 4.5), and so has a short word.
/// The rule of the data sets' scorer.
/// </summary>
internal static class AcceptedAnswer
{
    private static readonly string[] s_notFound = ["not found", "could not find", "no information", "couldn't find", "cannot find", "未找到", "没有找到", "找不到"];

    public static bool IsIn(string answer, IEnumerable<string> accepted)
    {
        var normal = Normal(answer);
        return accepted.Any(a => a.Trim().Length > 0 && Regex.IsMatch(normal, Pattern(a)));
    }

    public static bool IsNotFound(string answer) => s_notFound.Any(phrase => Normal(answer).Contains(phrase, StringComparison.Ordinal));

    /// <summary>The share of the truth's box that the other covers.</summary>
    public static double Covered(Box truth, Box box) => truth.Width * truth.Height is > 0 and var area ? Overlap(truth, box) / area : 0;

    public static double IntersectionOverUnion(Box a, Box b) => Overlap(a, b) is > 0 and var both ? both / (a.Width * a.Height + b.Width * b.Height - both) : 0;

    public static string Normal(string text)
    {
        var plain = new StringBuilder(UnicodeForm.Nfkc(text).ToLowerInvariant());
        for (var i = 0; i < plain.Length; i++)
        {
            plain[i] = plain[i] switch
            {
                >= '\u2010' and <= '\u2014' or '\u2212' => '-',
                '\u2018' or '\u2019' => '\'',
                '\u201c' or '\u201d' => '"',
                var c => c,
            };
        }
        return plain.ToString();
    }

    private static double Overlap(Box a, Box b) =>
        Math.Max(0, Math.Min(a.X1, b.X1) - Math.Max(a.X0, b.X0)) * Math.Max(0, Math.Min(a.Y1, b.Y1) - Math.Max(a.Y0, b.Y0));

    private static string Pattern(string accepted)
    {
        var answer = Regex.Replace(Regex.Replace(Normal(accepted), @"\s+", ""), @"(?<=\d)[,'](?=\d{3}(?!\d))", "");
        var pattern = new StringBuilder();
        for (var i = 0; i < answer.Length; i++)
        {
            if (i > 0)
                pattern.Append(char.IsDigit(answer[i]) && char.IsDigit(answer[i - 1]) ? @"[\s,'\u202f]*" : @"\s*");
            pattern.Append(Regex.Escape(answer[i].ToString()));
        }
        var shortWord = Regex.IsMatch(answer, "^[a-z0-9]{1,3}$") && !answer.All(char.IsDigit);
        if (char.IsDigit(answer[0]))
            pattern.Insert(0, @"(?<!\d)(?<!\d[.,])");
        else if (shortWord)
            pattern.Insert(0, "(?<![a-z0-9])");
        if (char.IsDigit(answer[^1]))
            pattern.Append(@"(?!\d)(?!,\d{3})(?!\.\d*[1-9])");
        else if (shortWord)
            pattern.Append("(?![a-z0-9])");
        return pattern.ToString();
    }
}
