using Assistant.Inference.Models;
using Assistant.Perception;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Speech.Whisper;

/// <summary>
/// Follows several hypotheses at once, as Whisper does (https://arxiv.org/abs/2212.04356, 4.5): at each step the likeliest continuations of all of them go on, until as many have ended;
/// of those that ended, the one with the largest log probability a token is taken. Each hypothesis is a run of its own, so that its numbers do not depend on the others beside it.
/// </summary>
/// <param name="limit">Most tokens to say.</param>
internal sealed class BeamSearch(WhisperDecoder decoder, TokenRules rules, int end, int width, int limit, RunOptions options)
{
    private const int ShortestLoop = 24;

    /// <summary>One that ended.</summary>
    /// <param name="Sum">Log probability of all its tokens, its end among them.</param>
    /// <param name="Steps">How many tokens that are.</param>
    internal sealed record Ended(List<int> Said, SeamFinder Finder, double Sum, int Steps, SpeechEnd End);

    /// <param name="scores">What may follow the prompt.</param>
    /// <exception cref="MediaException">A damaged file gives no numbers: nothing was heard then, not "nothing was said".</exception>
    public Ended Run(float[] scores, SeamFinder finder)
    {
        var (live, ended) = (new List<Hypothesis> { new([], finder, 0, null, scores) }, new List<Ended>());
        try
        {
            while (true)
            {
                var next = Continue(live, ended);
                if (ended.Count >= width || next.Count == 0)
                    break;
                if (next[0].Said.Count == limit)
                {
                    ended.AddRange(next.Take(width - ended.Count).Select(each => new Ended(each.Said, each.Finder, each.Sum, each.Said.Count, SpeechEnd.Limit)));
                    break;
                }
                Read(live, next);
                live = next;
            }
        }
        finally
        {
            live.ForEach(each => each.Past?.Dispose());
        }
        return ended.MaxBy(each => each.Sum / Math.Max(each.Said.Count, 1))!;
    }

    /// <summary>The likeliest continuations, not read yet; those that ended go to the ended ones.</summary>
    private List<Hypothesis> Continue(List<Hypothesis> live, List<Ended> ended)
    {
        var candidates = new List<(Hypothesis From, int Id, double Sum)>(live.Count * (width + 1));
        foreach (var each in live)
        {
            each.Finder.Add(each.Scores);
            rules.Apply(each.Scores, each.Said);
            var all = TokenRules.LogSum(each.Scores);
            if (!double.IsFinite(all))
                throw new MediaException(AttachmentProblem.NotInstalled, decoder.Model.Name);
            foreach (var (id, score) in Top(each.Scores, width + 1))
                candidates.Add((each, id, each.Sum + score - all));
        }
        var next = new List<Hypothesis>(width);
        foreach (var (from, id, sum) in candidates.OrderByDescending(candidate => candidate.Sum))
        {
            if (id == end)
            {
                if (ended.Count < width)
                    ended.Add(new(from.Said, from.Finder.Fork(), sum, from.Said.Count + 1, SpeechEnd.Complete));
                continue;
            }
            List<int> said = [.. from.Said, id];
            if (RepetitionLoop.Begins(said, ShortestLoop) is { } loop)
                ended.Add(new(said[..loop], from.Finder.Fork(), sum, said.Count, SpeechEnd.Looping));
            else
                next.Add(new(said, from.Finder.Fork(), sum, from.Past, from.Scores));
            if (next.Count == width)
                break;
        }
        return next;
    }

    /// <summary>Has the decoder read the last token of each; then what they came from is let go.</summary>
    private void Read(List<Hypothesis> live, List<Hypothesis> next)
    {
        var read = new List<WhisperPast>(next.Count);
        try
        {
            foreach (var each in next)
            {
                var past = decoder.After(each.Past, each.Said[^1], options);
                read.Add(past);
                (each.Past, each.Scores) = (past, decoder.Numbers(past).ToArray());
            }
        }
        catch
        {
            read.ForEach(past => past.Dispose());
            throw;
        }
        live.ForEach(each => each.Past?.Dispose());
    }

    /// <summary>The largest that are numbers, in their order.</summary>
    private static List<(int Id, float Score)> Top(ReadOnlySpan<float> scores, int count)
    {
        var top = new List<(int Id, float Score)>(count + 1);
        for (var id = 0; id < scores.Length; id++)
        {
            var score = scores[id];
            if (!float.IsFinite(score) || (top.Count == count && score <= top[^1].Score))
                continue;
            var at = top.Count;
            while (at > 0 && top[at - 1].Score < score)
                at--;
            top.Insert(at, (id, score));
            if (top.Count > count)
                top.RemoveAt(count);
        }
        return top;
    }

    /// <param name="past">Of all its tokens but, until it is read, the last.</param>
    private sealed class Hypothesis(List<int> said, SeamFinder finder, double sum, WhisperPast? past, float[] scores)
    {
        public List<int> Said => said;
        public SeamFinder Finder => finder;
        public double Sum => sum;
        public WhisperPast? Past { get; set; } = past;
        public float[] Scores { get; set; } = scores;
    }
}
