using System.Numerics.Tensors;
using Assistant.Inference.Models;
using Assistant.Perception;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Speech.Whisper;

/// <summary>Asks the decoder of a window: which language, and what is said. Stateless; the decoder is used by one caller at a time.</summary>
internal static class WhisperDecoding
{
    private const int ShortestLoop = 24;
    private const double SureOfLanguage = 0.8;

    /// <summary>The likeliest language's code, and its probability among all that the model knows.</summary>
    public static (string Language, double Probability) Detect(WhisperDecoder decoder, RunOptions options)
    {
        var tokens = decoder.Model.Tokens;
        if (tokens.Languages.Count == 0)
            return ("en", 1);
        var logits = decoder.Begin([tokens.Start], options);
        var (best, most) = ("", float.NegativeInfinity);
        foreach (var (language, id) in tokens.Languages)
            if (logits[id] > most)
                (best, most) = (language, logits[id]);
        var sum = 0.0;
        foreach (var id in tokens.Languages.Values)
            sum += Math.Exp(logits[id] - most);
        return (best, 1 / sum);
    }

    /// <summary>The same; of all 30 s where a shorter window leaves doubt.</summary>
    public static (string Language, double Probability) DetectSurely(WhisperDecoder decoder, RunOptions options)
    {
        var found = Detect(decoder, options);
        if (found.Probability >= SureOfLanguage || decoder.HearsAll)
            return found;
        decoder.HearAll(options);
        return Detect(decoder, options);
    }

    /// <summary>What is said, token by token: the likeliest at temperature 0 (by beam search where the task has beams), otherwise drawn.</summary>
    /// <param name="before">Tokens of what was said before this window, possibly none.</param>
    /// <param name="seams">Seconds in the window between whose words the text is to be told apart; they are found by the times, so it takes those.</param>
    /// <param name="limit">Most tokens to say.</param>
    public static WhisperText Transcribe(WhisperDecoder decoder, WhisperTask task, ReadOnlySpan<int> before, bool times, IReadOnlyList<double> seams, float temperature, int limit, RunOptions options)
    {
        var (model, tokens) = (decoder.Model, decoder.Model.Tokens);
        int[] prompt = [.. before.IsEmpty ? [] : (ReadOnlySpan<int>)[tokens.Previous], .. before, tokens.Start, .. Marks(tokens, task), .. times ? [] : (ReadOnlySpan<int>)[tokens.NoTimes]];
        var rules = new TokenRules(tokens, times);
        limit = Math.Min(limit, model.MaxPositions - prompt.Length);
        var logits = decoder.Begin(prompt, options);
        var vocabulary = logits.Length / prompt.Length;
        var noSpeech = Probability(logits.Slice(Array.LastIndexOf(prompt, tokens.Start) * vocabulary, vocabulary), tokens.NoSpeech);
        var scores = logits[^vocabulary..].ToArray();
        var finder = new SeamFinder(tokens, seams);
        if (double.IsNaN(noSpeech))
            throw NoNumbers();
        if (temperature == 0 && task.Beams > 1)
        {
            var best = new BeamSearch(decoder, rules, tokens.End, task.Beams, limit, options).Run(scores, finder);
            return Text(best.Said, best.Finder, best.Sum, best.Steps, best.End);
        }
        // Seeded, so that the same recording is always heard in the same way.
        var random = new Random(1);
        var (said, sum) = (new List<int>(), 0.0);
        while (true)
        {
            finder.Add(scores);
            rules.Apply(scores, said);
            var (id, log) = temperature == 0 ? Best(scores) : Drawn(scores, temperature, random);
            sum += log;
            if (double.IsNaN(sum))
                throw NoNumbers();
            if (id == tokens.End)
                return Text(said, finder, sum, said.Count + 1, SpeechEnd.Complete);
            said.Add(id);
            if (RepetitionLoop.Begins(said, ShortestLoop) is { } loop)
            {
                var count = said.Count;
                said.RemoveRange(loop, count - loop);
                return Text(said, finder, sum, count, SpeechEnd.Looping);
            }
            if (said.Count == limit)
                return Text(said, finder, sum, said.Count, SpeechEnd.Limit);
            decoder.Next(id, options).CopyTo(scores);
        }

        // A damaged file gives no numbers: nothing was heard then, not "nothing was said".
        MediaException NoNumbers() => new(AttachmentProblem.NotInstalled, model.Name);

        WhisperText Text(List<int> ids, SeamFinder finder, double sum, int steps, SpeechEnd end) =>
            new(ids, model.Tokenizer.Decode([.. ids.Where(tokens.IsText)]).Trim(), [.. finder.Find().Select(at => Math.Min(at, ids.Count))], sum / steps, noSpeech, end);
    }

    private static int[] Marks(WhisperTokens tokens, WhisperTask task) => tokens.Languages.Count == 0 ? [] : [tokens.Languages[task.Language], task.Translate ? tokens.Translate!.Value : tokens.Transcribe];

    private static double Probability(ReadOnlySpan<float> logits, int id)
    {
        var most = TensorPrimitives.Max(logits);
        return Math.Exp(logits[id] - most) / TokenRules.SumOfExponentials(logits, most);
    }

    private static (int Id, double LogProbability) Best(ReadOnlySpan<float> scores)
    {
        var id = TensorPrimitives.IndexOfMax(scores);
        return (id, -Math.Log(TokenRules.SumOfExponentials(scores, scores[id])));
    }

    private static (int Id, double LogProbability) Drawn(Span<float> scores, float temperature, Random random)
    {
        var most = TensorPrimitives.Max<float>(scores);
        var all = TokenRules.SumOfExponentials(scores, most);
        var weights = new float[scores.Length];
        TensorPrimitives.Subtract(scores, most, weights);
        TensorPrimitives.Divide(weights, temperature, weights);
        TensorPrimitives.Exp(weights, weights);
        var left = random.NextDouble() * TensorPrimitives.Sum<float>(weights);
        var id = TensorPrimitives.IndexOfMax<float>(weights);
        for (var i = 0; i < weights.Length; i++)
            if ((left -= weights[i]) <= 0 && weights[i] > 0)
            {
                id = i;
                break;
            }
        return (id, scores[id] - most - Math.Log(all));
    }
}
