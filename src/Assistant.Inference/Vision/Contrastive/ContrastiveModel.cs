using System.Collections.Concurrent;
using System.Numerics.Tensors;
using Assistant.Inference.Models;
using Assistant.Inference.Models.Catalogue;
using Assistant.Inference.Tokenizers;
using Assistant.Inference.Vision.Preprocessing;
using Assistant.Perception;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Vision.Contrastive;

/// <summary>
/// A CLIP or SigLIP model: pictures and texts as unit vectors whose cosine says how well they go together. One text a run: quantised files would let it depend on its
/// neighbours. Thread-safe.
/// </summary>
internal sealed class ContrastiveModel : IDisposable
{
    private const int TextsKept = 4096;
    private static readonly string[] s_probes = ["a photo of a dog", "blue", "an invoice on a table", "1234"];

    private readonly ContrastiveSession _vision;
    private readonly ContrastiveSession _text;
    private readonly PicturePreprocessor _preprocessor;
    private readonly Tokenizer _tokenizer;
    private readonly ContrastiveSettings _settings;
    private readonly ConcurrentDictionary<string, EncodedText> _texts = new(StringComparer.Ordinal);

    private ContrastiveModel(ContrastiveFiles files, ContrastiveSession vision, ContrastiveSession text)
    {
        (Name, Files, _vision, _text) = (files.Name, [.. files.OfVectors], vision, text);
        _tokenizer = Tokenizer.Load(files.Tokenizer);
        _settings = ContrastiveSettings.Read(files, _tokenizer);
        _preprocessor = new(PreprocessorSettings.Read(files.Preprocessor));
        if (!vision.SeesPictures || !text.ReadsTexts)
            throw new ModelFileException(files.Vision ?? files.Combined!, reason: "it sees no pictures, or the text model beside it reads no texts");
        if (vision.PictureSize is { } takes && _preprocessor.FixedSize is { } made && takes != made)
            throw new ModelFileException(files.Preprocessor, reason: $"it makes pictures of {made.Width} x {made.Height}, but the model takes {takes.Width} x {takes.Height}");
        Scale = SimilarityScale.Usual(files.Family);
    }

    public string Name { get; }

    /// <summary>What its vectors depend on, as it was loaded: by now the folder may hold others.</summary>
    public IReadOnlyList<string> Files { get; }

    public SimilarityScale Scale { get; private set; }

    /// <param name="catalogue">Knows what a folder does not say of itself; null knows nothing.</param>
    /// <exception cref="ModelFileException">A file is missing or not what it should be.</exception>
    public static ContrastiveModel Load(OnnxEnvironment onnx, ContrastiveFiles files, ModelCatalogue? catalogue = null)
    {
        var known = SimilarityScale.Read(files);
        if (files.Vision is null || files.Text is null)
        {
            var both = Open(onnx, files, files.Combined!, files.Combined!);
            both.Scale = known ?? both.Calibrated(files);
            return both;
        }
        if (known is null && files.Combined is not null)
        {
            using var combined = Open(onnx, files, files.Combined, files.Combined);
            known = combined.Calibrated(files);
        }
        var model = Open(onnx, files, files.Vision, files.Text);
        model.Scale = known ?? Assumed(onnx, files, catalogue);
        return model;
    }

    /// <summary>Towers alone do not tell how their cosines become probabilities.</summary>
    private static SimilarityScale Assumed(OnnxEnvironment onnx, ContrastiveFiles files, ModelCatalogue? catalogue)
    {
        var file = Path.GetFileName(files.ZeroShot);
        if (catalogue?.AddedTo(files.Name, file) is { } known)
        {
            onnx.Note(files.Name, $"its folder has no {file}: taken as the catalogue's {known.Id}");
            return SimilarityScale.Of(known.Content, files.Family);
        }
        onnx.Note(files.Name, files.Family == ContrastiveFamily.Siglip
            ? $"its folder has no {file} and no combined model: labels are compared with one another only, not each judged for itself"
            : $"its folder has no {file} and no combined model: taken as every published CLIP");
        return SimilarityScale.Usual(files.Family);
    }

    /// <summary>A vector of length 1.</summary>
    public float[] Encode(Picture picture, RunOptions options)
    {
        var pixels = _preprocessor.Apply(picture);
        return UnitVector.Of(_vision.Run(_vision.PictureOutput!, pixels.Planes, (pixels.Width, pixels.Height), Padded(_tokenizer.Frame([])), options));
    }

    /// <summary>A vector of length 1; what does not fit in the model is left out and said to be.</summary>
    public EncodedText Encode(string text, RunOptions options)
    {
        if (_texts.TryGetValue(text, out var known))
            return known;
        var tokens = Tokens(text);
        var encoded = new EncodedText(UnitVector.Of(Run(_text, _text.TextOutput!, Padded(tokens.Ids), options)), tokens.Truncated);
        if (_texts.Count >= TextsKept)
            _texts.Clear();
        _texts[text] = encoded;
        return encoded;
    }

    /// <summary>Ids of a text, with the tokens around it, as many as the model takes.</summary>
    public TokenizedText Tokens(string text) => _tokenizer.Encode(text, _settings.MaxTokens);

    /// <summary>How likely each label is, in their order.</summary>
    public IReadOnlyList<LabelScore> Score(Picture picture, IReadOnlyList<string> labels, RunOptions options)
    {
        var seen = Encode(picture, options);
        var texts = labels.Select(Scale.Sentence).Concat(Scale.Alternatives(labels.Count)).Select(text => Encode(text, options)).ToArray();
        var scores = Scale.Probabilities(texts.Select(text => TensorPrimitives.Dot<float>(seen, text.Vector)).ToArray());
        return [.. labels.Select((label, i) => new LabelScore(label, scores[i], texts[i].Truncated))];
    }

    public void Dispose()
    {
        _vision.Dispose();
        _text.Dispose();
    }

    private static ContrastiveModel Open(OnnxEnvironment onnx, ContrastiveFiles files, string vision, string text)
    {
        var sees = new ContrastiveSession(onnx, vision, files.Family);
        var reads = sees;
        try
        {
            reads = vision == text ? sees : new(onnx, text, files.Family);
            var model = new ContrastiveModel(files, sees, reads);
            FirstRun.Check(vision, model.TrialOfPictures);
            FirstRun.Check(text, model.TrialOfTexts);
            return model;
        }
        catch
        {
            sees.Dispose();
            reads.Dispose();
            throw;
        }
    }

    private float[] TrialOfPictures()
    {
        using var options = new RunOptions();
        return Run(_vision, _vision.PictureOutput!, Padded(_tokenizer.Frame([])), options);
    }

    private float[] TrialOfTexts()
    {
        using var options = new RunOptions();
        return Run(_text, _text.TextOutput!, Padded(Tokens(s_probes[0]).Ids), options);
    }

    /// <summary>The combined model knows how cosines become logits: a few texts with an empty picture tell it.</summary>
    private SimilarityScale Calibrated(ContrastiveFiles files)
    {
        const string logitsOutput = "logits_per_image";
        if (!_vision.Has(logitsOutput))
            return Scale;
        using var options = new RunOptions();
        var (cosines, logits) = (new List<float>(), new List<float>());
        foreach (var ids in s_probes.Select(text => Padded(Tokens(text).Ids)))
        {
            var (picture, text) = (UnitVector.Of(Run(_vision, _vision.PictureOutput!, ids, options)), UnitVector.Of(Run(_vision, _vision.TextOutput!, ids, options)));
            cosines.Add(TensorPrimitives.Dot<float>(picture, text));
            logits.Add(Run(_vision, logitsOutput, ids, options)[0]);
        }
        return SimilarityScale.Fit(files.Family, cosines.ToArray(), logits.ToArray());
    }

    /// <summary>As the model was trained: SigLIP's texts are filled up.</summary>
    private int[] Padded(int[] ids) => _settings.PadId is { } pad ? [.. ids, .. Enumerable.Repeat(pad, _settings.MaxTokens - ids.Length)] : ids;

    private float[] Run(ContrastiveSession session, string output, int[] ids, RunOptions options)
    {
        var size = _preprocessor.FixedSize ?? session.PictureSize ?? (224, 224);
        return session.Run(output, session.SeesPictures ? new float[3 * size.Width * size.Height] : [], size, ids, options);
    }
}

/// <param name="Truncated">The text had more tokens than the model takes.</param>
internal sealed record EncodedText(float[] Vector, bool Truncated);

/// <summary>How likely a label is, 0 to 1.</summary>
internal sealed record LabelScore(string Label, double Score, bool Truncated);
