namespace Assistant.Perception;

/// <summary>A decoded picture: 8-bit sRGB, three bytes a pixel, rows from the top without padding, EXIF rotation applied, alpha flattened on white.</summary>
public sealed record Picture(int Width, int Height, ReadOnlyMemory<byte> Rgb)
{
    /// <summary>What of the file is not in it (further pages of a TIFF); null when all is.</summary>
    public GapPart? Gap { get; init; }
}

/// <summary>Reads text in pictures.</summary>
public interface ITextRecognizer
{
    bool IsAvailable { get; }

    /// <summary>Lines in reading order, boxes in pixels of <paramref name="picture"/>, also when it had to be turned or enlarged to be read.</summary>
    Task<RecognizedText> ReadAsync(Picture picture, CancellationToken cancellationToken);
}

/// <param name="Lines">In reading order. Cells of one table row are separate lines that share <see cref="RecognizedLine.Row"/>.</param>
/// <param name="Rotation">Degrees clockwise by which the picture was turned away from upright: 0, 90, 180 or 270.</param>
public sealed record RecognizedText(IReadOnlyList<RecognizedLine> Lines, int Rotation);

/// <param name="Row">Lines with the same number stand beside each other on one visual row.</param>
public sealed record RecognizedLine(string Text, Box Box, double Confidence, int Row);

/// <summary>Says what is seen in a picture.</summary>
public interface IPictureLabeler
{
    /// <summary>It has labels of its own; given ones it may judge without (<see cref="ChoosesBy"/>).</summary>
    bool IsAvailable { get; }

    /// <summary>The model that chooses among given labels; null when nothing installed can.</summary>
    string? ChoosesBy { get; }

    /// <summary>Best first. Of its own labels only those that it is sure of; of the given ones all that it can judge, with how likely each is.</summary>
    /// <param name="labels">Labels to choose among, in English or Chinese; null for the model's own.</param>
    Task<IReadOnlyList<PictureLabel>> LabelAsync(Picture picture, IReadOnlyList<string>? labels, CancellationToken cancellationToken);
}
