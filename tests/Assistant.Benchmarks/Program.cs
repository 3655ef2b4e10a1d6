using Assistant.Benchmarks.Agent;
using Assistant.Benchmarks.Ask;
using Assistant.Benchmarks.Embeddings;
using Assistant.Benchmarks.Kills;
using Assistant.Benchmarks.Language;
using Assistant.Benchmarks.Memory;
using Assistant.Benchmarks.Ocr;
using Assistant.Benchmarks.Privacy;
using Assistant.Benchmarks.Programs;
using Assistant.Benchmarks.Report;
using Assistant.Benchmarks.Speech;
using Assistant.Benchmarks.Tokenizers;
using Assistant.Benchmarks.Tokens;
using Assistant.Benchmarks.Turns;
using Assistant.Benchmarks.Vision;

return args switch
{
    ["agent-turn", ..] => await AgentTurnBenchmark.RunAsync(),
    ["ocr", ..] => await OcrBenchmark.RunAsync(),
    ["clip", ..] => await ClipBenchmark.RunAsync(),
    ["embeddings", ..] => await EmbeddingsBenchmark.RunAsync(),
    ["tokens", ..] => await TokensBenchmark.RunAsync(CancellationToken.None),
    ["bot-echo", ..] => await BotEchoBenchmark.RunAsync(CancellationToken.None),
    ["tokenizers", ..] => await TokenizersBenchmark.RunAsync(),
    ["speech", ..] => await SpeechBenchmark.RunAsync(),
    ["whisper", .. var modes] => await WhisperBenchmark.RunAsync(modes),
    ["decode", .. var modes] => await DecodeBenchmark.DecodeAsync(modes),
    ["prefill"] => await DecodeBenchmark.PrefillAsync(),
    ["prefix"] => await SharingBenchmark.PrefixAsync(),
    ["concurrent"] => await SharingBenchmark.ConcurrentAsync(),
    ["memory"] => await LoadedMemoryBenchmark.RunAsync(),
    ["turn", .. var modes] => await TurnBenchmark.RunAsync(modes, CancellationToken.None),
    ["start", ..] => await StartBenchmark.RunAsync(CancellationToken.None),
    ["ask-screens"] => await AskBenchmark.RunAsync("screens"),
    ["ask-documents"] => await AskBenchmark.RunAsync("documents"),
    ["ask-passages"] => await PassagesBenchmark.RunAsync(),
    ["fit-answers"] => await FitWeights.RunAsync(),
    ["fit-recall"] => await RecallFit.RunAsync(CancellationToken.None),
    ["recall"] => RecallBenchmark.Run(),
    ["import"] => await ImportBenchmark.RunAsync(CancellationToken.None),
    ["recall-stored", var folder, var items] => await ImportBenchmark.RecallAsync(folder, int.Parse(items, System.Globalization.CultureInfo.InvariantCulture), CancellationToken.None),
    ["kills", .. var options] => await KillsBenchmark.RunAsync(options, CancellationToken.None),
    ["log", .. var modes] => await LogBenchmark.RunAsync(modes),
    ["audit"] => await LogBenchmark.AuditAsync(),
    ["table"] => ReadmeTable.Write(),
    ["stub-model", var port] => await StubModel.RunAsync(int.Parse(port, System.Globalization.CultureInfo.InvariantCulture), CancellationToken.None),
    ["generate-load", .. var load] => await LoadGenerator.RunAsync(load, CancellationToken.None),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project tests/Assistant.Benchmarks -- NAME   (agent-turn, ocr, speech, whisper, embeddings, clip, tokens, bot-echo, tokenizers, decode, prefill, prefix, concurrent, memory, turn, start, ask-screens, ask-documents, ask-passages, fit-answers, fit-recall, recall, import, kills, log, audit, table)");
    return 2;
}
