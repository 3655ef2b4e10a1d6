namespace Assistant.Inference.Vision;

/// <summary>Which models say what is seen in pictures, and how sure they have to be.</summary>
public sealed class VisionOptions
{
    public const string SectionName = "Vision";

    /// <summary>Folder name of the CLIP or SigLIP model that compares pictures with words; empty takes the largest installed.</summary>
    public string Model { get; set; } = "";

    /// <summary>Folder name of the model that finds objects in pictures; empty takes the largest installed.</summary>
    public string Detector { get; set; } = "";

    /// <summary>Probability under which a picture's tags are not said, 0 to 1.</summary>
    public double TagThreshold { get; set; } = 0.35;

    /// <summary>Tags said of one picture at most.</summary>
    public int MaxTags { get; set; } = 3;

    /// <summary>Score under which a found object is not said, 0 to 1.</summary>
    public double ObjectThreshold { get; set; } = 0.4;

    /// <summary>Overlap (intersection over union) above which two objects of one kind are the same one, 0 to 1.</summary>
    public double ObjectOverlap { get; set; } = 0.5;

    /// <summary>Objects said of one picture at most.</summary>
    public int MaxObjects { get; set; } = 50;

    internal bool IsValid() => TagThreshold is >= 0 and <= 1 && MaxTags >= 0 && ObjectThreshold is > 0 and <= 1 && ObjectOverlap is > 0 and < 1 && MaxObjects > 0;
}
