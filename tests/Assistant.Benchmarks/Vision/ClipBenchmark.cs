using System.Diagnostics;
using System.Numerics.Tensors;
using System.Text.Json;
using Assistant.Inference;
using Assistant.Inference.Vision;
using Assistant.Inference.Vision.Search;
using Assistant.Perception;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Benchmarks.Vision;

/// <summary>
/// Search of pictures: every product of images/grocery (ASSISTANT_DATA_SETS), changed in a seeded way, must find itself first among all. Zero-shot labels: the product's
/// kind among all kinds. Speed: pictures (from the file on) and texts a second with clip-random's files against @huggingface/transformers on the same files.
/// CLIP_MODEL names the model that searches and labels (EfficientNet-Lite0 when not set and none is installed), CLIP_ROUNDS how often each product is changed (3).
/// </summary>
internal static class ClipBenchmark
{
    private const string SpeedModel = "clip-random";
    private static readonly string[] s_kinds = ["crop", "rotation", "brightness", "jpeg", "all"];

    public static async Task<int> RunAsync()
    {
        var folder = Path.Combine(Environment.GetEnvironmentVariable("ASSISTANT_DATA_SETS") ?? "", "images", "grocery");
        if (!Directory.Exists(folder))
        {
            Console.Error.WriteLine($"Set ASSISTANT_DATA_SETS to the folder of data sets ({folder} is missing).");
            return 1;
        }
        var products = File.ReadLines(Path.Combine(folder, "classes.csv")).Skip(1).Select(line => line.Split(','))
            .Select(row => new Product(Path.Combine(folder, "iconic", Path.GetFileName(row[4])), row[2].Replace('-', ' ').ToLowerInvariant())).ToList();
        await using var services = Services(Environment.GetEnvironmentVariable("CLIP_MODEL") ?? "");
        await SearchAsync(services, products);
        await LabelAsync(services, products);
        await SpeedAsync(products);
        return 0;
    }

    private static async Task SearchAsync(IServiceProvider services, List<Product> products)
    {
        var rounds = int.Parse(Environment.GetEnvironmentVariable("CLIP_ROUNDS") ?? "3", System.Globalization.CultureInfo.InvariantCulture);
        var pictures = services.GetRequiredService<IPictureSearch>().Create();
        foreach (var product in products)
            await pictures.AddAsync(product.Path, await DecodeAsync(services, await File.ReadAllBytesAsync(product.Path)), CancellationToken.None);
        foreach (var kind in s_kinds)
        {
            var (first, asked) = (0, 0);
            foreach (var (number, product) in products.Index())
                for (var round = 0; round < rounds; round++, asked++)
                {
                    var changed = await DecodeAsync(services, AugmentedPicture.Of(product.Path, kind, number * 1000 + round));
                    first += (await pictures.FindAsync(changed, 1, CancellationToken.None))[0].Name == product.Path ? 1 : 0;
                }
            BenchmarkLine.Write("clip", $"search {kind}", "found_first", (double)first / asked, "target", 0.95, ("model", pictures.Model), ("pictures", products.Count), ("asked", asked));
        }
    }

    private static async Task LabelAsync(IServiceProvider services, List<Product> products)
    {
        var labeler = services.GetRequiredService<IPictureLabeler>();
        if (labeler.ChoosesBy is not { } model)
            return;
        var kinds = products.Select(product => product.Kind).Distinct().ToArray();
        var (first, five, sure) = (0, 0, 0.0);
        foreach (var product in products)
        {
            var labels = await labeler.LabelAsync(await DecodeAsync(services, await File.ReadAllBytesAsync(product.Path)), kinds, CancellationToken.None);
            first += labels[0].Label == product.Kind ? 1 : 0;
            five += labels.Take(5).Any(label => label.Label == product.Kind) ? 1 : 0;
            sure += labels[0].Score;
        }
        BenchmarkLine.Write("clip", "zero-shot labels", "right_first", (double)first / products.Count, "chance", 1.0 / kinds.Length,
            ("model", model), ("labels", kinds.Length), ("right_in_five", Math.Round((double)five / products.Count, 3)), ("mean_score_of_first", Math.Round(sure / products.Count, 3)));
    }

    private static async Task SpeedAsync(List<Product> products)
    {
        var models = Environment.GetEnvironmentVariable("ASSISTANT_MODELS") ?? "";
        if (!Directory.Exists(Path.Combine(models, SpeedModel)))
            return;
        await using var services = Services(SpeedModel);
        using var loaded = services.GetRequiredService<VisionModels>().TakeContrastive()!;
        var (encoder, model) = (services.GetRequiredService<PictureEncoder>(), loaded.Value);
        var texts = products.Select((product, i) => $"a photo of {product.Kind}, number {i}").ToArray();
        var files = products.Select(product => product.Path).ToArray();
        using var run = new RunOptions();
        var seconds = await TimeAsync(files, async path => await encoder.EncodeAsync(await DecodeAsync(services, await File.ReadAllBytesAsync(path)), CancellationToken.None));
        var textSeconds = await TimeAsync(texts, text => Task.FromResult(model.Encode(text, run)));
        var request = Path.GetTempFileName();
        await File.WriteAllTextAsync(request, JsonSerializer.Serialize(new { pictures = files, texts }));
        var peer = (await TransformersPeer.RunAsync("clip.mjs", models, SpeedModel, request)).Select(line => (JsonElement?)line).FirstOrDefault();
        File.Delete(request);
        var vector = model.Encode(await DecodeAsync(services, await File.ReadAllBytesAsync(files[0])), run);
        var cosine = peer is null ? 0 : TensorPrimitives.CosineSimilarity<float>(vector, peer.Value.GetProperty("vector").EnumerateArray().Select(number => number.GetSingle()).ToArray());
        BenchmarkLine.Write("clip", SpeedModel, "pictures_per_second", files.Length / seconds, "@huggingface/transformers", files.Length / peer?.GetProperty("pictures").GetDouble(), ("cosine_to_peer", Math.Round(cosine, 4)));
        BenchmarkLine.Write("clip", SpeedModel, "texts_per_second", texts.Length / textSeconds, "@huggingface/transformers", texts.Length / peer?.GetProperty("texts").GetDouble());
    }

    private static async Task<double> TimeAsync<TItem, TResult>(TItem[] items, Func<TItem, Task<TResult>> encode)
    {
        await encode(items[0]);
        var watch = Stopwatch.StartNew();
        foreach (var item in items.Skip(1))
            await encode(item);
        return watch.Elapsed.TotalSeconds * items.Length / (items.Length - 1);
    }

    private static ServiceProvider Services(string model)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables("ASSISTANT_").AddInMemoryCollection([new("Vision:Model", model)]).Build();
        return new ServiceCollection().AddLogging().AddAssistant(configuration).AddAssistantInference(configuration).BuildServiceProvider();
    }

    private static async Task<Picture> DecodeAsync(IServiceProvider services, byte[] file)
    {
        using var stream = new MemoryStream(file);
        return await services.GetRequiredService<IMediaReader>().DecodePictureAsync(stream, "picture", CancellationToken.None);
    }

    private sealed record Product(string Path, string Kind);
}
