using Assistant.Perception;

namespace Assistant.IntegrationTests.Media;

[Collection(MediaCollection.Name)]
public sealed class PictureTests(MediaFixture media)
{
    private static readonly (int R, int G, int B) s_red = (200, 40, 30), s_blue = (20, 60, 220), s_white = (255, 255, 255);

    [Theory]
    [InlineData("jpeg", TinyPictures.Jpeg, 3)]
    [InlineData("jpeg with a wide-gamut profile", TinyPictures.WideGamutJpeg, 6)]
    [InlineData("avif", TinyPictures.Avif, 10)]
    [InlineData("webp", TinyPictures.WebP, 0)]
    [InlineData("png with a palette", TinyPictures.PalettePng, 2)]
    [InlineData("tiff in Lab, as numbers with a fraction", TinyPictures.LabTiff, 2)]
    [InlineData("tiff in linear light, as numbers with a fraction", TinyPictures.FloatTiff, 2)]
    [InlineData("tiff of 16 bits", TinyPictures.DeepTiff, 1)]
    [InlineData("cmyk jpeg, whose inks cannot print these colours", TinyPictures.CmykJpeg, 110)]
    [InlineData("cmyk tiff", TinyPictures.CmykTiff, 110)]
    public async Task Decode_Format_GivesSrgbPixels(string format, string file, int tolerance)
    {
        var picture = await media.DecodeAsync(Convert.FromBase64String(file));

        Assert.Equal((16, 8, 16 * 8 * 3), (picture.Width, picture.Height, picture.Rgb.Length));
        AssertPixel(format, s_red, picture, 3, 3, tolerance);
        AssertPixel(format, s_blue, picture, 12, 3, tolerance);
    }

    [Theory]
    [InlineData(24)]
    [InlineData(32)]
    public async Task Decode_Bmp_GivesSrgbPixels(int bits)
    {
        var picture = await media.DecodeAsync(HandmadePictures.Bmp(9, 5, bits));

        Assert.Equal((9, 5), (picture.Width, picture.Height));
        AssertPixel("bmp", s_red, picture, 0, 0, 0);
        AssertPixel("bmp", s_blue, picture, 8, 4, 0);
    }

    [Theory]
    [InlineData(TinyPictures.DeepAlphaPng)]
    [InlineData(TinyPictures.GreyAlphaPng)]
    public async Task Decode_TransparentPixels_AreWhite(string file)
    {
        var picture = await media.DecodeAsync(Convert.FromBase64String(file));

        AssertPixel("transparent", s_white, picture, 3, 3, 0);
        Assert.NotEqual(s_white, Pixel(picture, 12, 3));
    }

    [Fact]
    public async Task Decode_ExifRotation_IsApplied()
    {
        var picture = await media.DecodeAsync(Convert.FromBase64String(TinyPictures.TurnedJpeg));

        Assert.Equal((8, 16), (picture.Width, picture.Height));
        AssertPixel("top", s_red, picture, 4, 2, 3);
        AssertPixel("bottom", s_blue, picture, 4, 13, 3);
    }

    [Theory]
    [InlineData(TinyPictures.MovingGif)]
    [InlineData(TinyPictures.MovingWebP)]
    public async Task Decode_Animation_GivesItsFirstFrame(string file)
    {
        var picture = await media.DecodeAsync(Convert.FromBase64String(file));

        Assert.Equal((16, 8), (picture.Width, picture.Height));
        AssertPixel("first frame", s_red, picture, 3, 3, 4);
        Assert.Null(picture.Gap);
    }

    [Fact]
    public async Task Decode_TiffOfSeveralPages_SaysWhatItLeavesOut()
    {
        var picture = await media.DecodeAsync(Convert.FromBase64String(TinyPictures.PagesTiff));

        Assert.Equal((16, 8), (picture.Width, picture.Height));
        Assert.Equal(new GapPart(AttachmentProblem.TooManyPages, "page 2"), picture.Gap);
        Assert.Null((await media.DecodeAsync(Convert.FromBase64String(TinyPictures.DeepTiff))).Gap);
    }

    [Fact]
    public async Task Decode_BlackAndWhiteFax_KeepsBothColours()
    {
        var picture = await media.DecodeAsync(Convert.FromBase64String(TinyPictures.FaxTiff));

        Assert.Equal(new[] { (0, 0, 0), (255, 255, 255) }.ToHashSet(), new[] { Pixel(picture, 3, 3), Pixel(picture, 12, 3) }.ToHashSet());
    }

    [Fact]
    public async Task Decode_OnePixel_GivesOnePixel()
    {
        var picture = await media.DecodeAsync(HandmadePictures.Png(1, 1));

        Assert.Equal((1, 1, 3), (picture.Width, picture.Height, picture.Rgb.Length));
    }

    [Fact]
    public async Task Decode_LargestAllowed_IsRead()
    {
        var picture = await media.DecodeAsync(HandmadePictures.Png(7_000, 7_000));

        Assert.Equal(147_000_000, picture.Rgb.Length);
    }

    private static (int R, int G, int B) Pixel(Picture picture, int x, int y)
    {
        var rgb = picture.Rgb.Span.Slice((y * picture.Width + x) * 3, 3);
        return (rgb[0], rgb[1], rgb[2]);
    }

    private static void AssertPixel(string what, (int R, int G, int B) expected, Picture picture, int x, int y, int tolerance)
    {
        var actual = Pixel(picture, x, y);
        var distance = new[] { expected.R - actual.R, expected.G - actual.G, expected.B - actual.B }.Max(Math.Abs);
        Assert.True(distance <= tolerance, $"{what}: {actual} instead of {expected}");
    }
}
