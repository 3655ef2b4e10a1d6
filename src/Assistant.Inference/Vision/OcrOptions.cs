namespace Assistant.Inference.Vision;

/// <summary>How text in pictures is read.</summary>
public sealed class OcrOptions
{
    public const string SectionName = "Ocr";

    /// <summary>Pictures read at once; each already uses all threads of the pool.</summary>
    public int Concurrency { get; set; } = 2;

    /// <summary>Pixels that detection looks at in one piece; larger pictures are scaled down, or tiled when their text is small.</summary>
    public int DetectionPixels { get; set; } = 1_200_000;

    /// <summary>Lines below this confidence (0 to 1) are left out.</summary>
    public double MinConfidence { get; set; } = 0.5;

    internal bool IsValid() => Concurrency > 0 && DetectionPixels >= 65_536 && MinConfidence is >= 0 and < 1;
}
