using Assistant.MediaWorker.Pictures;

namespace Assistant.MediaWorker.Documents;

/// <summary>Pictures inside documents, decoded; those too small to hold text are decoration and are passed over.</summary>
internal static class EmbeddedPictures
{
    private const int SmallestSide = 24;
    private const int SmallestArea = 60 * 60;

    public static IEnumerable<DocumentPart> Of(DocumentFile file, byte[] content, SourcePosition position)
    {
        if (!file.TryTakePicture(out var gap))
            return [gap];
        var name = $"picture {file.Picture}";
        return Decoded(file, content, position with { Part = position.Part is null ? name : $"{position.Part}, {name}" }, _ => GapPart.OfPicture(position));
    }

    /// <summary>A picture that came as an attachment of its own.</summary>
    public static IEnumerable<DocumentPart> WholeFile(DocumentFile file) => file.TryTakePicture(out var gap) ? Decoded(file, file.ReadAll(), new SourcePosition(), e => new(e.Problem, e.Detail)) : [gap];

    private static IEnumerable<DocumentPart> Decoded(DocumentFile file, byte[] content, SourcePosition position, Func<MediaException, GapPart> missed)
    {
        DocumentPart part;
        try
        {
            part = new PicturePart(PictureDecoder.Decode(content, file.Limits), position);
        }
        catch (MediaException e)
        {
            part = missed(e);
        }
        if (part is PicturePart { Picture: var picture } && (picture.Width < SmallestSide || picture.Height < SmallestSide || picture.Width * picture.Height < SmallestArea))
            yield break;
        yield return part;
    }
}
