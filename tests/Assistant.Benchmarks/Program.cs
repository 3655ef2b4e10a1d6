using Assistant.Benchmarks;

return args switch
{
    ["ocr", ..] => await OcrBenchmark.RunAsync(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project tests/Assistant.Benchmarks -- NAME   (ocr)");
    return 2;
}
