using System.Globalization;
using System.Runtime.InteropServices;
using NetVips;

namespace Assistant.MediaWorker.Pictures;

/// <summary>PNG, JPEG, WebP, GIF, TIFF and AVIF by libvips. An animation gives its first frame.</summary>
internal static class VipsDecoder
{
    private static readonly string[] Loaders = ["Jpeg", "Png", "Webp", "Nsgif", "Tiff", "Heif"];
    private static readonly string[] OutOfMemory = ["out of memory", "creating thread", "unable to allocate"];
    private static readonly Lazy<bool> Initialized = new(() =>
    {
        Operation.Block("VipsForeignLoad", true);
        foreach (var loader in Loaders)
            Operation.Block("VipsForeignLoad" + loader, false);
        NetVips.NetVips.Concurrency = 1;
        Cache.Max = 0;
        return true;
    });

    /// <summary>Loads the library and blocks every loader of other formats (SVG, PDF, ImageMagick, ...), for the whole process.</summary>
    public static void Initialize() => _ = Initialized.Value;

    public static Picture Decode(ReadOnlyMemory<byte> bytes, WorkerLimits limits) =>
        Decode(() => Image.NewFromBuffer(MemoryMarshal.TryGetArray(bytes, out var array) && array.Offset == 0 && array.Count == array.Array!.Length ? array.Array : bytes.ToArray(), failOn: Enums.FailOn.Error), limits);

    public static Picture Decode(string path, WorkerLimits limits) => Decode(() => Image.NewFromFile(path, failOn: Enums.FailOn.Error), limits);

    private static Picture Decode(Func<Image> open, WorkerLimits limits)
    {
        Initialize();
        try
        {
            using var image = open();
            PictureDecoder.CheckSize(image.Width, image.Height, limits);
            using var plain = ToSrgb(image);
            return new Picture(plain.Width, plain.Height, plain.WriteToMemory<byte>()) { Gap = FurtherPages(image) };
        }
        catch (VipsException e) when (OutOfMemory.Any(words => e.Message.Contains(words, StringComparison.OrdinalIgnoreCase)))
        {
            throw new InsufficientMemoryException(null, e);
        }
        catch (VipsException e)
        {
            throw new MediaException(AttachmentProblem.Damaged, inner: e);
        }
    }

    /// <summary>The frames of an animation show one picture; the pages of a fax do not.</summary>
    private static GapPart? FurtherPages(Image image)
    {
        if (!image.Contains("n-pages") || image.Get("vips-loader") is not string loader || !loader.StartsWith("tiff", StringComparison.Ordinal))
            return null;
        return (int)image.Get("n-pages") is var pages and > 1
            ? new(AttachmentProblem.TooManyPages, pages == 2 ? "page 2" : string.Create(CultureInfo.InvariantCulture, $"pages 2 to {pages:N0}"))
            : null;
    }

    private static Image ToSrgb(Image image)
    {
        using var upright = image.Autorot();
        using var coloured = Convert(upright);
        using var opaque = coloured.HasAlpha() ? coloured.Flatten(background: [255, 255, 255]) : coloured.Copy();
        using var three = opaque.Bands > 3 ? opaque.ExtractBand(0, n: 3) : opaque.Copy();
        return three.Format == Enums.BandFormat.Uchar ? three.Copy() : three.Cast(Enums.BandFormat.Uchar);
    }

    /// <summary>By the picture's own profile; a profile that does not fit its pixels is left aside, as browsers do.</summary>
    private static Image Convert(Image image)
    {
        if (image.Contains("icc-profile-data"))
        {
            try
            {
                using var profiled = image.IccTransform("srgb", embedded: true, blackPointCompensation: true, intent: Enums.Intent.Relative);
                return profiled.CopyMemory();
            }
            catch (VipsException)
            {
                return image.Colourspace(Enums.Interpretation.Srgb);
            }
        }
        return image.Colourspace(Enums.Interpretation.Srgb);
    }
}
