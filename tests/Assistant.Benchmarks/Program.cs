using Assistant.Benchmarks.Ocr;
using Assistant.Benchmarks.Speech;

return args switch
{
    ["ocr", ..] => await OcrBenchmark.RunAsync(),
    ["speech", ..] => await SpeechBenchmark.RunAsync(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project tests/Assistant.Benchmarks -- NAME   (ocr, speech)");
    return 2;
}
