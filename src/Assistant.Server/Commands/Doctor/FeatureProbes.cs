using System.Diagnostics;
using Assistant.Agent;
using Assistant.Inference.Models;
using Assistant.Perception;
using Assistant.Speech;
using Microsoft.Extensions.AI;

namespace Assistant.Server.Commands.Doctor;

/// <summary>What a probe of a feature's local model found.</summary>
/// <param name="Provider">What computes it: CPU, CUDA, or both.</param>
/// <param name="LoadMilliseconds">What the loading of its model files took.</param>
/// <param name="Speed">How many <paramref name="Unit"/> one run after the other makes.</param>
/// <param name="Problem">Why there is no speed; null when there is.</param>
internal sealed record ProbeResult(string Feature, string? Model, string? Provider, double? LoadMilliseconds, double? Speed, string? Unit, string? Problem);

/// <summary>Runs each local model once and a few times more on something tiny, through the same contracts by which the program uses it. A probe that takes too long is given up.</summary>
internal sealed class FeatureProbes(
    ITextRecognizer pictures, IPictureLabeler labels, IObjectDetector objects, ISpeechRecognizer speech, ISpeechOutput output, ISentenceEncoder encoder, ILocalLanguageModel model, IInferenceReport inference)
{
    private const int Tokens = 16;
    private const int MostRuns = 4;
    private static readonly TimeSpan s_enough = TimeSpan.FromSeconds(0.4);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_longestLoad = TimeSpan.FromMinutes(5);

    private static readonly string[] s_labels = ["a page of text", "an animal"];

    private static readonly string[] s_texts =
    [
        "Where is the key kept?", "The delivery comes on Tuesday between eight and ten.", "Please tell the workshop that the second machine stands still.", "Total due: 42.00",
        "The guarantee ends after two years, counted from the day of the purchase.", "Thank you!", "How is the filter cleaned, and how often must it be done?", "Room 4 is free.",
    ];

    public async Task<IReadOnlyList<ProbeResult>> RunAsync(CancellationToken cancellationToken)
    {
        var picture = ProbePicture.Draw();
        var results = new List<ProbeResult>();
        if (pictures.IsAvailable)
            results.Add(await ProbeAsync("pictures", "PP-OCRv4", "pictures/s", async token => (await pictures.ReadAsync(picture, token)).Lines.Count > 0 ? 1 : throw new ProbeException("no text was found in the picture"), cancellationToken));
        if (labels.IsAvailable || labels.ChoosesBy is not null)
            results.Add(await ProbeAsync("labels", null, "pictures/s", token => LabelAsync(picture, token), cancellationToken));
        if (objects.IsAvailable)
            results.Add(await ProbeAsync("objects", null, "pictures/s", token => DetectAsync(picture, token), cancellationToken));
        if (speech is { IsAvailable: true, English: { } english })
            results.Add(await ProbeAsync("speech", english, "s of sound/s", token => HearAsync("en", english, token), cancellationToken));
        if (speech is { IsAvailable: true, OtherLanguages: { } others })
            results.Add(await ProbeAsync("speechInOtherLanguages", others, "s of sound/s", token => HearAsync("zh", others, token), cancellationToken));
        if (output.IsAvailable)
            results.Add(await ProbeAsync("speechOutput", output.Engines[0], "s of sound/s", SpeakAsync, cancellationToken));
        if (ISentenceEncoder.Languages.Any(encoder.IsAvailable))
            results.Add(await ProbeAsync("embeddings", null, "texts/s", EncodeAsync, cancellationToken));
        if (model.IsAvailable)
            results.Add(await ProbeAsync("languageModel", model.Name, "tokens/s", WriteAsync, cancellationToken));
        return results;
    }

    /// <param name="run">One run; gives how many units it did.</param>
    private async Task<ProbeResult> ProbeAsync(string feature, string? name, string unit, Func<CancellationToken, Task<double>> run, CancellationToken cancellationToken)
    {
        var before = inference.Loaded;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(s_longestLoad);
        var longest = s_longestLoad;
        try
        {
            // Loads the model, however large; what it takes on top is the compiler's.
            await run(patience.Token);
            patience.CancelAfter(longest = s_longest);
            var (units, runs, started) = (0.0, 0, Stopwatch.GetTimestamp());
            while (runs < MostRuns && Stopwatch.GetElapsedTime(started) < s_enough)
            {
                units += await run(patience.Token);
                runs++;
            }
            var took = Stopwatch.GetElapsedTime(started);
            var (model, provider, load) = Loaded(before);
            return new(feature, name ?? model, provider, load, Math.Round(units / took.TotalSeconds, 1), unit, null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed(feature, name, before, $"not done within {longest.TotalSeconds:0} s");
        }
        catch (OperationCanceledException)
        {
            throw;
        }
        catch (Exception e)
        {
            // Whatever a model's files bring about is a row of the table, not the table's end.
            return Failed(feature, name, before, e.InnerException?.Message ?? e.Message);
        }
    }

    private ProbeResult Failed(string feature, string? name, IReadOnlyList<LoadedFile> before, string problem)
    {
        var (model, provider, load) = Loaded(before);
        return new(feature, name ?? model, provider, load, null, null, problem);
    }

    /// <summary>What was loaded meanwhile: the folder's name, what computes it, and how long that took.</summary>
    private (string? Model, string? Provider, double? Milliseconds) Loaded(IReadOnlyList<LoadedFile> before)
    {
        var files = inference.Loaded.Except(before).ToArray();
        var names = files.Select(file => Path.GetFileName(Path.GetDirectoryName(file.Path)) is "onnx" ? Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(file.Path))) : Path.GetFileName(Path.GetDirectoryName(file.Path)));
        return files.Length == 0
            ? (null, null, null)
            : (string.Join(", ", names.Distinct()), string.Join(" and ", files.Select(file => file.Provider).Distinct().Order()), Math.Round(files.Sum(file => file.Took.TotalMilliseconds)));
    }

    /// <summary>By every model that says what is seen: with labels of its own, and among given ones.</summary>
    private async Task<double> LabelAsync(Picture picture, CancellationToken cancellationToken)
    {
        if (labels.IsAvailable)
            await labels.LabelAsync(picture, null, cancellationToken);
        if (labels.ChoosesBy is not null && (await labels.LabelAsync(picture, s_labels, cancellationToken)).Count == 0)
            throw new ProbeException("it judged no label");
        return 1;
    }

    /// <summary>By the models of all languages, one after the other.</summary>
    private async Task<double> EncodeAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var language in ISentenceEncoder.Languages.Where(encoder.IsAvailable))
            count += (await encoder.EncodeAsync(s_texts, query: false, language, cancellationToken)).Count;
        return count;
    }

    /// <summary>There is nothing in the picture that it could find.</summary>
    private async Task<double> DetectAsync(Picture picture, CancellationToken cancellationToken)
    {
        await objects.DetectAsync(picture, cancellationToken);
        return 1;
    }

    private async Task<double> HearAsync(string language, string name, CancellationToken cancellationToken)
    {
        // What it makes of the sound does not matter: it is no language.
        await foreach (var _ in speech.TranscribeAsync(ProbeSound.Pcm(), language, name, cancellationToken))
        {
        }
        return ProbeSound.Seconds;
    }

    private async Task<double> SpeakAsync(CancellationToken cancellationToken)
    {
        var sound = (await output.GetAudioAsync(s_texts[1], null, cancellationToken)).Contents.OfType<DataContent>().First().Data;
        return (sound.Length - WaveHeader.Length) / (double)sizeof(short) / WaveHeader.SampleRateOf(sound.Span)!.Value;
    }

    private async Task<double> WriteAsync(CancellationToken cancellationToken)
    {
        var response = await model.Client.GetResponseAsync([new(ChatRole.User, "Count from one to twenty in words.")], new() { MaxOutputTokens = Tokens, Temperature = 0 }, cancellationToken);
        return response.Usage?.OutputTokenCount is > 0 and var tokens ? tokens : throw new ProbeException("it wrote nothing");
    }

    private sealed class ProbeException(string message) : Exception(message);
}
