using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.DocumentLayoutAnalysis;
using UglyToad.PdfPig.Util;

namespace Assistant.MediaWorker.Documents.Pdf;

/// <summary>The words of a page that a person sees, with their place, size and weight.</summary>
internal static class PageWords
{
    private const double MostUnmapped = .3;

    /// <summary>Text that is not drawn (as under a scanned page) counts only where there is a picture to lie under.</summary>
    public static List<Letter> Letters(Page page, bool hasPagePicture)
    {
        var letters = page.Letters.Where(letter => hasPagePicture || letter.RenderingMode is not (TextRenderingMode.Neither or TextRenderingMode.NeitherClip)).ToList();
        return letters.Count > 0 ? [.. DuplicateOverlappingTextProcessor.Get(letters)] : letters;
    }

    /// <summary>The font does not say which characters its shapes are: such a page is better read as a picture.</summary>
    public static bool AreUnreadable(IReadOnlyCollection<Letter> letters) =>
        letters.Count > 0 && letters.Count(letter => letter.Value.Length == 0 || letter.Value[0] is '\uFFFD' or (>= '\uE000' and <= '\uF8FF') or < ' ') > letters.Count * MostUnmapped;

    public static List<PdfWord> Of(Page page, IReadOnlyList<Letter> letters, bool upright)
    {
        var words = new List<PdfWord>();
        var order = Order(letters);
        foreach (var word in DefaultWordExtractor.Instance.GetWords(letters))
        {
            if (string.IsNullOrWhiteSpace(word.Text) || upright != (word.TextOrientation is TextOrientation.Horizontal or TextOrientation.Other))
                continue;
            var size = Size(word.Letters);
            var box = upright ? LineBox(page, word, size) : BoxOf(page, word.BoundingBox);
            if (box.X1 > 0 && box.Y1 > 0 && box.X0 < page.Width && box.Y0 < page.Height)
                words.Add(new(DrawnLetters.Plain(word.Text), box, size, IsBold(word.Letters)) { SpacesAfter = order.TryGetValue(word.Letters[^1], out var last) ? SpacesAfter(letters, last) : 0 });
        }
        return words;
    }

    public static Box BoxOf(Page page, PdfRectangle area) =>
        new(Math.Min(area.Left, area.Right), page.Height - Math.Max(area.Top, area.Bottom), Math.Max(area.Left, area.Right), page.Height - Math.Min(area.Top, area.Bottom));

    private static Dictionary<object, int> Order(IReadOnlyList<Letter> letters)
    {
        var order = new Dictionary<object, int>(letters.Count, ReferenceEqualityComparer.Instance);
        for (var i = 0; i < letters.Count; i++)
            order[letters[i]] = i;
        return order;
    }

    private static int SpacesAfter(IReadOnlyList<Letter> letters, int last)
    {
        var count = 0;
        while (last + count + 1 < letters.Count && string.IsNullOrWhiteSpace(letters[last + count + 1].Value) && Math.Abs(letters[last + count + 1].StartBaseLine.Y - letters[last].StartBaseLine.Y) < 1)
            count++;
        return count;
    }

    /// <summary>From ascender to descender, so that words of one line have one height, whatever letters they have.</summary>
    private static Box LineBox(Page page, UglyToad.PdfPig.Content.Word word, double size)
    {
        var ink = BoxOf(page, word.BoundingBox);
        var baseline = page.Height - word.Letters[0].StartBaseLine.Y;
        return baseline < ink.Y0 - size || baseline > ink.Y1 + size ? ink : ink with { Y0 = baseline - size * .8, Y1 = baseline + size * .2 };
    }

    private static double Size(IReadOnlyList<Letter> letters)
    {
        var tallest = letters.Max(letter => letter.BoundingBox.Height);
        return letters[letters.Count / 2].PointSize is var size && size > tallest * .5 && size < Math.Max(tallest, 1) * 8 ? size : Math.Max(tallest * 1.3, 1);
    }

    private static bool IsBold(IReadOnlyList<Letter> letters) =>
        letters.All(letter => letter.FontDetails.IsBold || (letter.FontName is { } name && (name.Contains("bold", StringComparison.OrdinalIgnoreCase) || name.Contains("black", StringComparison.OrdinalIgnoreCase) || name.Contains("heavy", StringComparison.OrdinalIgnoreCase))));
}
