using System.IO.Compression;
using System.Text;
using Assistant.Perception;

namespace Assistant.IntegrationTests.Media;

[Collection(MediaCollection.Name)]
public sealed class RefusedPictureTests(MediaFixture media)
{
    [Fact]
    public async Task Decode_ZeroBytes_IsEmpty() => Assert.Equal(AttachmentProblem.Empty, (await media.RefusalAsync([])).Problem);

    [Theory]
    [InlineData(30_000, 30_000, "30,000 x 30,000")]
    [InlineData(50_001, 1_000, "50,001 x 1,000")]
    public async Task Decode_TooManyPixels_IsRefusedByItsHeader(int width, int height, string size)
    {
        var refusal = await media.RefusalAsync(HandmadePictures.PngHeader(width, height));

        Assert.Equal((AttachmentProblem.TooManyPixels, size), (refusal.Problem, refusal.Detail));
    }

    [Fact]
    public async Task Decode_BmpWithTooManyPixels_IsRefusedByItsHeader()
    {
        var bmp = HandmadePictures.Bmp(2, 2, 24);
        (bmp[18], bmp[19], bmp[22], bmp[23]) = (0x30, 0x75, 0x30, 0x75);

        var refusal = await media.RefusalAsync(bmp);

        Assert.Equal((AttachmentProblem.TooManyPixels, "30,000 x 30,000"), (refusal.Problem, refusal.Detail));
    }

    [Theory]
    [InlineData("heic")]
    [InlineData("heim")]
    [InlineData("heis")]
    [InlineData("hevx")]
    [InlineData("hevm")]
    [InlineData("msf1")]
    public async Task Decode_AnIPhonesPicture_IsUnsupportedHeic(string brand)
    {
        var refusal = await media.RefusalAsync([0, 0, 0, 24, .. Encoding.ASCII.GetBytes($"ftyp{brand}"), 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(brand), .. new byte[40]]);

        Assert.Equal((AttachmentProblem.Unsupported, "HEIC"), (refusal.Problem, refusal.Detail));
    }

    [Theory]
    [InlineData(TinyPictures.Jpeg, 0.7)]
    [InlineData(TinyPictures.WebP, 0.7)]
    [InlineData(TinyPictures.DeepTiff, 0.7)]
    [InlineData(TinyPictures.MovingGif, 0.5)]
    [InlineData(TinyPictures.Avif, 0.7)]
    public async Task Decode_CutOff_IsDamaged(string file, double kept)
    {
        var whole = Convert.FromBase64String(file);

        Assert.Equal(AttachmentProblem.Damaged, (await media.RefusalAsync(whole[..(int)(whole.Length * kept)])).Problem);
    }

    [Fact]
    public async Task Decode_CutOffPngAndBmp_IsDamaged()
    {
        Assert.Equal(AttachmentProblem.Damaged, (await media.RefusalAsync(HandmadePictures.Png(500, 500)[..60])).Problem);
        Assert.Equal(AttachmentProblem.Damaged, (await media.RefusalAsync(HandmadePictures.Bmp(50, 50, 24)[..4_000])).Problem);
    }

    [Fact]
    public async Task Decode_ZipNamedPng_IsDamaged()
    {
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            await using var entry = await archive.CreateEntry("notes.txt").OpenAsync(TestContext.Current.CancellationToken);
            entry.Write("not a picture"u8);
        }

        Assert.Equal(AttachmentProblem.Damaged, (await media.RefusalAsync(zip.ToArray(), "picture.png")).Problem);
    }

    [Fact]
    public async Task Decode_JpegNamedPng_IsReadForWhatItIs() =>
        Assert.Equal(16, (await media.DecodeAsync(Convert.FromBase64String(TinyPictures.Jpeg), "picture.png")).Width);

    [Theory]
    [InlineData("heic")]
    [InlineData("heix")]
    [InlineData("mif1")]
    public async Task Decode_Heic_IsUnsupported(string brand)
    {
        byte[] heic = [0, 0, 0, 24, .. "ftyp"u8, .. Encoding.ASCII.GetBytes(brand), 0, 0, 0, 0, .. "mif1heic"u8, .. new byte[200]];

        var refusal = await media.RefusalAsync(heic, "photo.HEIC");

        Assert.Equal((AttachmentProblem.Unsupported, "HEIC"), (refusal.Problem, refusal.Detail));
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    public async Task Decode_Svg_IsUnsupportedAndLoadsNothing(string encoding)
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var svg = $"""
            <?xml version="1.0"?><!DOCTYPE svg [<!ENTITY passwd SYSTEM "file:///etc/passwd">]>
            <svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><image href="http://{listener.LocalEndpoint}/a.png"/><text>&passwd;</text></svg>
            """;

        var refusal = await media.RefusalAsync(Encoding.GetEncoding(encoding).GetBytes(svg));

        Assert.Equal((AttachmentProblem.Unsupported, "SVG"), (refusal.Problem, refusal.Detail));
        Assert.False(listener.Pending());
    }
}
