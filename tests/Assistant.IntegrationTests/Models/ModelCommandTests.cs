using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Assistant.Inference.Tests.Models.Pulling;
using Assistant.IntegrationTests.Processes;

namespace Assistant.IntegrationTests.Models;

/// <summary>The command `models` as it is shipped, in processes of its own, against a hub on loopback.</summary>
public sealed class ModelCommandTests : IAsyncDisposable
{
    private const string Id = "small-model";
    private const string Onnx = "onnx/model.onnx";
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private readonly HostileHub _hub = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("assistant-models-").FullName;
    private readonly byte[] _weights = Weights();
    private readonly CancellationToken _cancellationToken = TestContext.Current.CancellationToken;

    public ModelCommandTests()
    {
        _hub.Files["config.json"] = "{\"model_type\":\"bert\"}"u8.ToArray();
        _hub.Files["tokenizer.json"] = "{}"u8.ToArray();
        _hub.Files[Onnx] = _weights;
        var files = _hub.Files.Select(file => new { path = file.Key, bytes = file.Value.Length, sha256 = Convert.ToHexStringLower(SHA256.HashData(file.Value)) }).ToArray();
        var model = new { id = Id, family = "bert", licence = "MIT", licenceNote = "For tests.", repository = "someone/small", revision = "main", megabytes = 2, memoryMegabytes = 1, languages = new[] { "en" }, enables = "embeddings", recommended = true, files };
        // Stands before the other, and is not on the hub.
        var gone = model with { id = "gone-model", repository = "someone/gone", recommended = false, files = [new { path = "gone.onnx", bytes = 1_000, sha256 = new string('0', 64) }] };
        File.WriteAllText(Path.Combine(_folder, "catalogue.json"), JsonSerializer.Serialize(new { models = new[] { gone, model } }));
    }

    private string Store => Path.Combine(_folder, "models");

    /// <summary>Whatever the moment of the kill: what is half there is no model, the next pull goes on, and what comes out is the model.</summary>
    [Fact]
    public async Task Pull_KilledInTheMiddle_LeavesNoHalfModelAndGoesOn()
    {
        _hub.Behave = request => request is { File: Onnx, Number: 1 } ? _hub.Honest(request) with { Pause = TimeSpan.FromMilliseconds(100), Chunk = 100_000 } : null;
        using (var process = Start(Store, "pull", Id, "--yes"))
        {
            var part = Path.Combine(Store, ".pulls");
            await UntilAsync(() => Directory.Exists(part) && Directory.GetFiles(part, "*.part", SearchOption.AllDirectories).Any(file => file.Contains("model.onnx", StringComparison.Ordinal) && new FileInfo(file).Length > 400_000));
            process.Kill();
            await process.WaitForExitAsync(_cancellationToken);
        }
        Assert.False((await EntryAsync(Store)).GetProperty("installed").GetBoolean());

        var (code, _, errors) = await RunAsync(Store, "pull", "recommended", "--yes");

        Assert.True(code == 0, errors);
        Assert.InRange(_hub.Requests.Last(request => request.File == Onnx).From, 400_000, _weights.Length - 1);
        Assert.True((await EntryAsync(Store)).GetProperty("installed").GetBoolean());
        Assert.Equal(_weights, await File.ReadAllBytesAsync(Path.Combine(Store, Id, "onnx", "model.onnx"), _cancellationToken));
        Assert.Contains("MIT", errors, StringComparison.Ordinal);
        Assert.Contains("For tests.", errors, StringComparison.Ordinal);
        Assert.Equal((0, "good"), await VerifyAsync(Store));
    }

    [Fact]
    public async Task Pull_OfSeveralOfWhichOneCannotBeHad_FetchesTheOthersAndNamesIt()
    {
        var (code, _, errors) = await RunAsync(Store, "pull", "gone-model", Id, "--yes");

        Assert.Equal(1, code);
        Assert.Contains("404 to gone.onnx", errors, StringComparison.Ordinal);
        Assert.Contains("Not installed: gone-model.", errors, StringComparison.Ordinal);
        Assert.True((await EntryAsync(Store)).GetProperty("installed").GetBoolean());
    }

    /// <summary>A folder copied by hand may hold anything; the others are listed and checked nevertheless.</summary>
    [Fact]
    public async Task Verify_OfAllWithAFileOfAnotherName_ChecksTheOthersAndNamesIt()
    {
        Assert.Equal(0, (await RunAsync(Store, "pull", Id, "--yes")).Code);
        var byHand = Directory.CreateDirectory(Path.Combine(Store, "by-hand")).FullName;
        await File.WriteAllTextAsync(Path.Combine(byHand, "config.json"), "{}", _cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(byHand, "README (1).md"), "twice", _cancellationToken);

        var (code, output, errors) = await RunAsync(Store, "verify", "--json");

        Assert.True(code == 1, errors);
        var checks = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToDictionary(model => model.GetProperty("id").GetString()!, model => model.GetProperty("ok").GetBoolean());
        Assert.Equal((false, true), (checks["by-hand"], checks[Id]));
    }

    [Fact]
    public async Task Pull_TwiceAtOnce_LetsOneWin()
    {
        var go = new TaskCompletionSource();
        _hub.Behave = request =>
        {
            if (request.File == Onnx)
                go.Task.Wait(_cancellationToken);
            return null;
        };
        var first = RunAsync(Store, "pull", Id, "--yes");
        await UntilAsync(() => _hub.Requests.Any(request => request.File == Onnx));

        var (code, _, errors) = await RunAsync(Store, "pull", Id, "--yes");

        Assert.Equal(1, code);
        Assert.Contains("Another process", errors, StringComparison.Ordinal);
        go.SetResult();
        Assert.Equal(0, (await first).Code);
    }

    [Fact]
    public async Task Pull_WithNobodyToAsk_FetchesNothing()
    {
        var (code, _, errors) = await RunAsync(Store, "pull", Id);

        Assert.Equal(2, code);
        Assert.Contains("--yes", errors, StringComparison.Ordinal);
        Assert.Contains("MIT", errors, StringComparison.Ordinal);
        Assert.Empty(_hub.Requests);
    }

    [Fact]
    public async Task Pull_OfAnUnknownModel_NamesThoseThatAreNear()
    {
        var (code, _, errors) = await RunAsync(Store, "pull", "small", "--yes");

        Assert.Equal(2, code);
        Assert.Contains(Id, errors, StringComparison.Ordinal);
        Assert.Empty(_hub.Requests);
    }

    /// <summary>From a site with a network to one without: out as one file, in again, and what was tampered with on the way is refused.</summary>
    [Fact]
    public async Task ExportAndImport_CarryAModelToAnotherMachine()
    {
        Assert.Equal(0, (await RunAsync(Store, "pull", Id, "--yes")).Code);
        var (zip, other) = (Path.Combine(_folder, "out.zip"), Path.Combine(_folder, "other"));

        Assert.Equal(0, (await RunAsync(Store, "export", Id, zip)).Code);
        var (code, output, errors) = await RunAsync(other, "import", zip);

        Assert.True(code == 0, errors);
        Assert.Contains(Path.Combine(other, Id), output, StringComparison.Ordinal);
        Assert.True((await EntryAsync(other)).GetProperty("installed").GetBoolean());
        Assert.Equal((0, "good"), await VerifyAsync(other));

        await using (var file = new FileStream(Path.Combine(other, Id, "onnx", "model.onnx"), FileMode.Open))
        {
            file.Position = 1_000;
            file.WriteByte(0);
        }
        Assert.Equal((1, "wrong"), await VerifyAsync(other));
        Assert.Equal(1, (await RunAsync(other, "export", Id, Path.Combine(_folder, "again.zip"))).Code);
        var (refused, _, why) = await RunAsync(Path.Combine(_folder, "third"), "import", Path.Combine(other, Id));
        Assert.Equal(1, refused);
        Assert.Contains(Onnx, why, StringComparison.Ordinal);
    }

    /// <summary>A real model by the built-in catalogue, whose digests it must have, from a hub that cuts it off twice; what was pulled then gives vectors.</summary>
    [Fact]
    public async Task Pull_OfARealModelByTheBuiltInCatalogue_GivesAModelThatRuns()
    {
        const string real = "bge-small-en-v1.5";
        var installed = (Environment.GetEnvironmentVariable("ASSISTANT_MODELS") ?? "").Split(':').Select(folder => Path.Combine(folder, real)).FirstOrDefault(Directory.Exists);
        Assert.SkipWhen(installed is null, $"The model {real} is not installed (ASSISTANT_MODELS).");
        string[] files = ["config.json", "tokenizer.json", "tokenizer_config.json", "onnx/model_quantized.onnx"];
        foreach (var file in files)
            _hub.Files[file] = await File.ReadAllBytesAsync(Path.Combine(installed!, file), _cancellationToken);
        _hub.Behave = request => request is { File: "onnx/model_quantized.onnx", Number: <= 2 } ? _hub.Honest(request) with { CutAfter = 12_000_000 } : null;
        string[] settings = ["--Models:PullInto", Store, "--Models:Directory", Store, "--Models:Hub", _hub.Address];

        var (code, _) = await AssistantCommand.RunAsync(["models", "pull", real, "--yes", .. settings], null, _cancellationToken);

        Assert.Equal(0, code);
        Assert.Equal([12_000_000, 24_000_000], _hub.Requests.Where(request => request is { File: "onnx/model_quantized.onnx", From: > 0 }).Select(request => request.From));
        Assert.All(_hub.Requests, request => Assert.StartsWith("/Xenova/bge-small-en-v1.5/resolve/main/", request.Path, StringComparison.Ordinal));
        Assert.Equal(384, (await EmbedAsync("Where is the key?", settings)).GetArrayLength());
    }

    /// <summary>A server without models says which command fetches them, and fetches none.</summary>
    [Fact]
    public async Task Start_WithoutModels_NamesTheCommandAndFetchesNothing()
    {
        var settings = new Dictionary<string, string> { ["Models:Directory"] = Store, ["Models:PullInto"] = Store, ["Models:Hub"] = _hub.Address };

        await using var server = await ServerProgram.StartAsync(Checkout.Server, null, settings, null, null, _cancellationToken);

        await UntilAsync(() => server.Output.Contains("Assistant is ready", StringComparison.Ordinal));
        Assert.Contains("models pull recommended", server.Output, StringComparison.Ordinal);
        Assert.Empty(_hub.Requests);
        Assert.False(Directory.Exists(Store));
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<JsonElement> EmbedAsync(string text, string[] settings)
    {
        var start = new ProcessStartInfo(Checkout.Server, ["embed", .. settings]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteLineAsync(text);
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync(_cancellationToken);
        await process.WaitForExitAsync(_cancellationToken);
        return JsonDocument.Parse(output).RootElement;
    }

    private async Task<JsonElement> EntryAsync(string store)
    {
        var (code, output, errors) = await RunAsync(store, "list", "--json");
        Assert.True(code == 0, errors);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).Single(model => model.GetProperty("id").GetString() == Id);
    }

    private async Task<(int Code, string State)> VerifyAsync(string store)
    {
        var (code, output, _) = await RunAsync(store, "verify", Id);
        return (code, output.TrimStart()[..output.TrimStart().IndexOf(' ', StringComparison.Ordinal)]);
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(string store, params string[] arguments)
    {
        using var process = Start(store, arguments);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(_cancellationToken), process.StandardError.ReadToEndAsync(_cancellationToken));
        await process.WaitForExitAsync(_cancellationToken).WaitAsync(s_patience, _cancellationToken);
        TestContext.Current.TestOutputHelper?.WriteLine($"{string.Join(' ', arguments)}: {process.ExitCode} {await errors}");
        return (process.ExitCode, await output, await errors);
    }

    private Process Start(string store, params string[] arguments)
    {
        var start = new ProcessStartInfo(
            Checkout.Server,
            ["models", .. arguments, "--Models:PullInto", store, "--Models:Directory", store, "--Models:NodeModules", Path.Combine(_folder, "none"), "--Models:Hub", _hub.Address, "--Models:Catalogue", Path.Combine(_folder, "catalogue.json"), "--Models:StallTimeout", "00:01:00"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    private async Task UntilAsync(Func<bool> holds)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(_cancellationToken);
        timer.CancelAfter(s_patience);
        while (!holds())
            await Task.Delay(20, timer.Token);
    }

    /// <summary>Whole by their own account as an .onnx file: a graph of one constant of two million bytes.</summary>
    private static byte[] Weights()
    {
        var payload = new byte[2_097_143];
        new Random(3).NextBytes(payload);
        return [0x3a, 0xff, 0xff, 0x7f, 0x2a, 0xfb, 0xff, 0x7f, 0x4a, 0xf7, 0xff, 0x7f, .. payload];
    }
}
