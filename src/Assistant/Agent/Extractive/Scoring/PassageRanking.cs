using Assistant.Agent.Extractive.Layout;
using Assistant.Agent.Extractive.Questions;
using Assistant.Agent.Extractive.Words;

namespace Assistant.Agent.Extractive.Scoring;

/// <summary>
/// Ranks the passages of all evidence for a question: found by words (BM25, with the lexicon's other words), weighed by layout, words and the kind of value asked for,
/// the best of them compared in meaning when sentence vectors are installed. The score is <see cref="AnswerModel"/>'s over <see cref="Features"/>.
/// </summary>
internal sealed class PassageRanking(ISentenceEncoder encoder)
{
    private const int MostWeighed = 400;
    private const int MostCompared = 48;

    public async Task<IReadOnlyList<Candidate>> RankAsync(Question question, IReadOnlyList<EvidenceIndex> indexes, CancellationToken cancellationToken)
    {
        var found = indexes.SelectMany(index => Retrieve(question, index)).OrderByDescending(p => p.Lexical).Take(MostWeighed).ToList();
        if (found.Count == 0)
            return [];
        var best = Math.Max(1e-6, found.Max(p => p.Lexical));
        var weights = UnitWeights(question, found.ConvertAll(p => p.Passage));
        var candidates = found.ConvertAll(p => Weigh(question, p.Passage, p.Lexical / best, weights));
        var absent = Absent(question, candidates);
        var focusAbsent = candidates.Min(c => c.FocusMissing);
        candidates = candidates.ConvertAll(c => c with { Absent = absent, FocusAbsent = focusAbsent });
        Score(question, candidates, withVectors: false);
        if (await CompareAsync(question, candidates, cancellationToken))
            Score(question, candidates, withVectors: true);
        return candidates;
    }

    private static IEnumerable<(Passage Passage, double Lexical)> Retrieve(Question question, EvidenceIndex index)
    {
        var scores = index.Words.Score(Query(question));
        if (index.Passages.Count <= MostWeighed)
            return index.Passages.Select((passage, i) => (passage, scores.GetValueOrDefault(i)));
        return scores.OrderByDescending(s => s.Value).Take(MostWeighed).Select(s => (index.Passages[s.Key], s.Value));
    }

    /// <summary>The question's own words, and more faintly the other words for what it names.</summary>
    private static List<(string, double)> Query(Question question)
    {
        var query = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var unit in question.Units)
        {
            foreach (var token in Bm25.Tokens(unit.Text))
                query[token] = 1;
        }
        foreach (var phrase in question.Units.SelectMany(unit => unit.Concepts).Distinct().SelectMany(c => Lexicon.Default.Concepts[c].Phrases))
        {
            foreach (var token in Bm25.Tokens(phrase))
            {
                if (!WordLists.IsStopWord(token))
                    query.TryAdd(token, 0.25);
            }
        }
        return [.. query.Select(q => (q.Key, q.Value))];
    }

    /// <summary>What few passages speak of tells more.</summary>
    private static double[] UnitWeights(Question question, List<Passage> passages)
    {
        var weights = new double[question.Units.Count];
        for (var u = 0; u < weights.Length; u++)
        {
            var unit = question.Units[u];
            var holding = passages.Count(p => Match.Of(unit, p.TextTerms) > 0.5 || Match.Of(unit, p.LabelTerms) > 0.5);
            var rarity = Math.Log(1 + (passages.Count - holding + 0.5) / (holding + 0.5)) / Math.Log(2 + 2 * passages.Count);
            weights[u] = unit.Weight * (0.3 + 0.7 * Math.Clamp(rarity, 0, 1));
        }
        return weights;
    }

    private static Candidate Weigh(Question question, Passage passage, double lexical, double[] weights)
    {
        var (covered, direct, total, gap) = (0.0, 0.0, 1e-6, 0.0);
        var (names, missing, focus) = (0.0, 0.0, 0.0);
        var (fit, value) = TypeFit.Of(question, passage);
        for (var u = 0; u < weights.Length; u++)
        {
            var unit = question.Units[u];
            var match = Math.Max(Math.Max(Match.Of(unit, passage), Match.ByKind(unit, question, fit)), RangeMatch.Of(unit, question, passage));
            covered += weights[u] * match;
            direct += weights[u] * Math.Max(Match.Of(unit, passage.TextTerms), Match.Of(unit, passage.LabelTerms));
            total += weights[u];
            gap = Math.Max(gap, weights[u] * (1 - match));
            focus = question.Focus.Contains(u) ? Math.Max(focus, 1 - match) : focus;
            if (unit.IsName)
                (names, missing) = (names + 1, missing + (match < 0.3 ? 1 : 0));
        }
        var (named, other) = Naming(question, passage);
        return new Candidate(passage, covered / total, lexical, fit, named, null, value) { LabelOther = other, Direct = direct / total, Gap = gap / total, NamesMissing = names > 0 ? missing / names : 0, FocusMissing = focus, LabelIsKindAlone = TypeFit.LabelIsKindAlone(question, passage) };
    }

    /// <summary>By weight, what no passage speaks of.</summary>
    private static double Absent(Question question, List<Candidate> candidates)
    {
        var (absent, total) = (0.0, 1e-6);
        foreach (var unit in question.Units)
        {
            total += unit.Weight;
            absent += unit.Weight * (1 - candidates.Max(c => Math.Max(Match.ByKind(unit, question, c.Fit), Math.Max(Match.Of(unit, c.Passage.TextTerms), Match.Of(unit, c.Passage.LabelTerms)))));
        }
        return absent / total;
    }

    /// <summary>Scores all; a value is the only one of its kind when no other passage has another as good.</summary>
    private static void Score(Question question, List<Candidate> candidates, bool withVectors)
    {
        var values = candidates.Where(c => c.Value is not null && c.Fit >= 0.8).Select(c => c.Value!.Text).Distinct().Take(2).Count();
        for (var i = 0; i < candidates.Count; i++)
        {
            var c = candidates[i];
            var features = Features.Of(question, c, c.Direct, c.Gap, c.NamesMissing, values == 1 && c.Value is not null && c.Fit >= 0.8);
            candidates[i] = c with { Features = features, Score = AnswerModel.Score(features, withVectors) };
        }
        candidates.Sort((a, b) => b.Score.CompareTo(a.Score));
    }

    /// <summary>The share of the label's words that the question speaks of, and of those that say neither this nor the kind of value.</summary>
    private static (double Named, double Other) Naming(Question question, Passage passage)
    {
        if (passage.Label.Length == 0)
            return (0, 0);
        var (named, other, all) = (0, 0, 0);
        foreach (var unit in QuestionUnits.Of(passage.Label, passage.LabelTerms))
        {
            all++;
            var isNamed = Match.Of(unit, question.Terms) > 0.5;
            named += isNamed ? 1 : 0;
            other += isNamed || question.Wanted.Any(kind => unit.Concepts.Any(concept => Kinds.IsGeneral(concept, kind))) ? 0 : 1;
        }
        return all == 0 ? (0, 0) : ((double)named / all, (double)other / all);
    }

    /// <returns>False when no model compares.</returns>
    private async Task<bool> CompareAsync(Question question, List<Candidate> candidates, CancellationToken cancellationToken)
    {
        var compared = false;
        foreach (var language in ISentenceEncoder.Languages)
        {
            if (!encoder.IsAvailable(language))
                continue;
            var text = question.Language == language ? question.Plain : question.Translated;
            var mine = Enumerable.Range(0, candidates.Count).Where(i => (Normal.IsChinese(candidates[i].Passage.Spoken) ? "zh" : "en") == language).Take(MostCompared).ToList();
            if (text.Length == 0 || mine.Count == 0)
                continue;
            var query = (await encoder.EncodeAsync([text], true, language, cancellationToken))[0];
            var texts = mine.SelectMany(i => new[] { candidates[i].Passage.Spoken, candidates[i].Passage.InContext, candidates[i].Passage.Label }).Where(t => t.Length > 0).Distinct().ToList();
            var near = texts.Zip(await encoder.EncodeAsync(texts, false, language, cancellationToken), (t, v) => (t, Near: (System.Numerics.Tensors.TensorPrimitives.Dot<float>(query, v) - 0.4) / 0.5)).ToDictionary(n => n.t, n => n.Near);
            var nearest = mine.Max(i => Nearness(candidates[i].Passage, near));
            foreach (var i in mine)
            {
                var (passage, mean) = (candidates[i].Passage, Nearness(candidates[i].Passage, near));
                candidates[i] = candidates[i] with { Semantic = Math.Clamp(mean, 0, 1), LabelSemantic = passage.Label.Length == 0 ? 0 : Math.Clamp(near[passage.Label], 0, 1), Behind = Math.Clamp((nearest - mean) * 2, 0, 1) };
            }
            compared = true;
        }
        return compared;
    }

    private static double Nearness(Passage passage, Dictionary<string, double> near) => 0.6 * near[passage.Spoken] + 0.4 * near[passage.InContext];
}
