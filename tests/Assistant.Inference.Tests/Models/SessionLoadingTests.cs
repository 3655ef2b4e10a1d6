using System.Text;
using Assistant.Inference.Models;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Tests.Models;

/// <summary>What computes a model. CUDA itself was not there when this was written: a factory that stands in for ONNX Runtime says what a machine with it, or half of it, would.</summary>
public sealed class SessionLoadingTests : IDisposable
{
    private const int LargeBytes = 5 << 20;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sessions-");

    public SessionLoadingTests()
    {
        // ONNX Runtime's environment, as the program makes it.
        _ = new OnnxEnvironment(Options.Create(new InferenceOptions()), NullLogger<OnnxEnvironment>.Instance);
    }

    [Theory]
    [InlineData(InferenceProvider.Auto, true, LargeBytes, "CUDA")]
    [InlineData(InferenceProvider.Cuda, true, LargeBytes, "CUDA")]
    [InlineData(InferenceProvider.Cpu, true, LargeBytes, "CPU")]
    [InlineData(InferenceProvider.Auto, false, LargeBytes, "CPU")]
    [InlineData(InferenceProvider.Cuda, false, LargeBytes, "CPU")]
    [InlineData(InferenceProvider.Cuda, true, 0, "CPU")]
    public void Load_TakesWhatIsAskedForAndThere(InferenceProvider wanted, bool hasCuda, int weights, string computes)
    {
        var (factory, log) = (new Machine { HasCuda = hasCuda }, new CollectedLog());
        var loading = Loading(factory, wanted, log);

        using var session = loading.Load(Model(weights), _ => { });

        Assert.Equal(["x"], session.InputNames);
        Assert.Equal(computes, Assert.Single(loading.Loaded).Provider);
        Assert.Equal(computes == "CUDA" ? [3] : [], factory.Devices);
        // Asked for in words and not had: only then there is something to say.
        Assert.Equal(wanted == InferenceProvider.Cuda && !hasCuda, loading.WhyNotCuda is not null);
    }

    [Theory]
    [InlineData(InferenceProvider.Auto)]
    [InlineData(InferenceProvider.Cuda)]
    public void Load_WhereCudaIsThereInNameOnly_FallsBackAndSaysWhyOnce(InferenceProvider wanted)
    {
        var (factory, log) = (new Machine { HasCuda = true, Missing = "libcublasLt.so.12: cannot open shared object file" }, new CollectedLog());
        var loading = Loading(factory, wanted, log);

        using var first = loading.Load(Model(LargeBytes), _ => { });
        using var second = loading.Load(Model(LargeBytes, "second.onnx"), _ => { });

        Assert.Equal(["CPU", "CPU"], loading.Loaded.Select(file => file.Provider));
        Assert.Contains("libcublasLt", loading.WhyNotCuda, StringComparison.Ordinal);
        Assert.Single(log.Lines, line => line.Contains("libcublasLt", StringComparison.Ordinal) && line.Contains($"Inference:Provider is {wanted}", StringComparison.Ordinal));
        // What failed once is not tried for each model.
        Assert.Equal(1, factory.Tries);
    }

    /// <summary>As the hub's own cache has it: the link is short, the file is not.</summary>
    [Fact]
    public void Load_OfALinkToALargeFile_TakesCuda()
    {
        var loading = Loading(new Machine { HasCuda = true }, InferenceProvider.Auto, new CollectedLog());
        var link = Path.Combine(_folder.FullName, "link.onnx");
        File.CreateSymbolicLink(link, Model(LargeBytes));

        using var session = loading.Load(link, _ => { });

        Assert.Equal("CUDA", Assert.Single(loading.Loaded).Provider);
    }

    /// <summary>A broken file must not switch CUDA off for the others.</summary>
    [Fact]
    public void Load_OfABrokenFileOnCuda_IsTheFilesFault()
    {
        var factory = new Machine { HasCuda = true };
        var loading = Loading(factory, InferenceProvider.Cuda, new CollectedLog());
        var broken = Path.Combine(_folder.FullName, "broken.onnx");
        File.WriteAllBytes(broken, new byte[LargeBytes]);

        Assert.Throws<OnnxRuntimeException>(() => loading.Load(broken, _ => { }));
        using var session = loading.Load(Model(LargeBytes), _ => { });

        Assert.Null(loading.WhyNotCuda);
        Assert.Equal("CUDA", Assert.Single(loading.Loaded).Provider);
    }

    /// <summary>Smaller ones still fit.</summary>
    [Fact]
    public void Load_OfAModelThatDoesNotFitTheDevice_PutsThatOneOnTheProcessorAndSaysSoOnce()
    {
        var (factory, log) = (new Machine { HasCuda = true, Refuses = ("large.onnx", "CUDA failure 2: out of memory ; GPU=0") }, new CollectedLog());
        var loading = Loading(factory, InferenceProvider.Cuda, log);

        using var large = loading.Load(Model(LargeBytes, "large.onnx"), _ => { });
        using var again = loading.Load(Model(LargeBytes, "large.onnx"), _ => { });
        using var other = loading.Load(Model(LargeBytes), _ => { });

        Assert.Null(loading.WhyNotCuda);
        Assert.Equal(["CPU", "CUDA"], loading.Loaded.Select(file => file.Provider));
        Assert.Single(log.Lines, line => line.Contains("large.onnx runs on the processor", StringComparison.Ordinal) && line.Contains("out of memory", StringComparison.Ordinal));
    }

    [Fact]
    public void Load_WhereTheDeviceItselfFails_FallsBackForAll()
    {
        var factory = new Machine { HasCuda = true, Refuses = ("large.onnx", "CUDA failure 100: no CUDA-capable device is detected ; GPU=-1") };
        var loading = Loading(factory, InferenceProvider.Cuda, new CollectedLog());

        using var large = loading.Load(Model(LargeBytes, "large.onnx"), _ => { });
        using var other = loading.Load(Model(LargeBytes), _ => { });

        Assert.Contains("no CUDA-capable device", loading.WhyNotCuda, StringComparison.Ordinal);
        Assert.Equal(["CPU", "CPU"], loading.Loaded.Select(file => file.Provider));
    }

    [Fact]
    public void Load_OnThisBuildWithCudaAskedFor_RunsOnTheProcessorAndSaysHowToHaveIt()
    {
        Assert.SkipWhen(new SessionFactory().Providers.Contains("CUDAExecutionProvider"), "This build has CUDA.");
        var log = new CollectedLog();
        var onnx = new OnnxEnvironment(Options.Create(new InferenceOptions { Provider = InferenceProvider.Cuda }), new Logger<OnnxEnvironment>(new LoggerFactory([log])));

        using var session = onnx.Load(Model(LargeBytes));

        Assert.Equal("CPU", Assert.Single(onnx.Loaded).Provider);
        Assert.Contains("-p:Accelerator=cuda", onnx.WhyNotCuda, StringComparison.Ordinal);
        Assert.Single(log.Lines, line => line.Contains("-p:Accelerator=cuda", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static SessionLoading Loading(Machine factory, InferenceProvider wanted, CollectedLog log) =>
        new(factory, new() { Provider = wanted, Device = 3 }, log.CreateLogger("models"));

    /// <summary>A model that gives back what it is given, and carries so many bytes that it does not need.</summary>
    private string Model(int weights, string name = "model.onnx")
    {
        var path = Path.Combine(_folder.FullName, name);
        byte[] type = Field(1, [8, 1, .. Field(2, Field(1, [8, 1]))]);
        byte[] node = [.. Field(1, "x"u8), .. Field(2, "y"u8), .. Field(4, "Identity"u8)];
        byte[] graph = [.. Field(1, node), .. Field(2, "g"u8), .. Field(10, new byte[weights]), .. Field(11, [.. Field(1, "x"u8), .. Field(2, type)]), .. Field(12, [.. Field(1, "y"u8), .. Field(2, type)])];
        File.WriteAllBytes(path, [8, 8, .. Field(7, graph), .. Field(8, [16, 13])]);
        return path;
    }

    /// <summary>A field of a protocol buffer that has a length.</summary>
    private static byte[] Field(int number, ReadOnlySpan<byte> content)
    {
        var size = new List<byte> { (byte)((number << 3) | 2) };
        var left = content.Length;
        for (; left > 0x7f; left >>= 7)
            size.Add((byte)((left & 0x7f) | 0x80));
        return [.. size, (byte)left, .. content];
    }

    private sealed class Machine : ISessionFactory
    {
        private readonly SessionFactory _real = new();

        public bool HasCuda { get; init; }

        /// <summary>What the loader says when CUDA's libraries are missing; null when they are there.</summary>
        public string? Missing { get; init; }

        /// <summary>A file that the device does not take, and what is said then.</summary>
        public (string File, string Says) Refuses { get; init; }

        public List<int> Devices { get; } = [];
        private bool _onDevice;
        public int Tries { get; private set; }

        public IReadOnlyCollection<string> Providers => HasCuda ? ["CUDAExecutionProvider", "CPUExecutionProvider"] : ["CPUExecutionProvider"];

        public void UseCuda(SessionOptions options, int device)
        {
            Tries++;
            if (Missing is not null)
                throw new DllNotFoundException(Missing);
            Devices.Add(device);
            _onDevice = true;
        }

        public InferenceSession Create(string path, byte[]? edited, SessionOptions options)
        {
            var onDevice = _onDevice;
            _onDevice = false;
            return onDevice && Path.GetFileName(path) == Refuses.File ? throw RuntimeFailure.Of(Refuses.Says) : _real.Create(path, edited, options);
        }
    }
}
