using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Assistant.Inference.Models;
using Assistant.Inference.Vision.Preprocessing;

namespace Assistant.Inference.Tests.Vision;

public sealed class PreprocessingParityTests : IDisposable
{
    private static readonly float[] s_clipDeviation = [0.26862954f, 0.26130258f, 0.27577711f];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("preprocessor-");

    [Fact]
    public void Apply_ReferencePictures_GivesTheReferenceTensors()
    {
        var preprocessor = new PicturePreprocessor(PreprocessorSettings.Read(Path.Combine(InferenceFixture.Model("clip-random"), "preprocessor_config.json")));
        using var parity = InferenceFixture.Json("parity", "images.json.gz");
        var levels = parity.RootElement.GetProperty("tolerance_levels");
        var exact = 0;
        foreach (var image in parity.RootElement.GetProperty("images").EnumerateArray())
        {
            var file = image.GetProperty("file").GetString()!;
            var picture = ReferencePictures.Decode(InferenceFixture.DataSet("images", "formats", file));
            Assert.Equal((image.GetProperty("width").GetInt32(), image.GetProperty("height").GetInt32()), (picture.Width, picture.Height));
            var reference = image.GetProperty("clip_tensor");
            var tensor = preprocessor.Apply(picture);
            Assert.Equal((224, 224, 3 * 224 * 224), (tensor.Width, tensor.Height, tensor.Planes.Length));
            var off = reference.GetProperty("indices").EnumerateArray().Zip(reference.GetProperty("values").EnumerateArray(), (at, value) =>
                Math.Abs(tensor.Planes[at.GetInt32()] - value.GetDouble()) * s_clipDeviation[at.GetInt32() / (224 * 224)] * 255).Order().ToArray();

            TestContext.Current.TestOutputHelper?.WriteLine($"{file}: mean {off.Average():0.000}, largest {off[^1]:0.00}");
            var bounds = file == "cmyk.jpg" ? levels.GetProperty("cmyk_by_another_formula") : levels;
            Assert.True(off.Average() <= bounds.GetProperty("mean").GetDouble(), $"{file}: mean {off.Average()}");
            Assert.True(off[^1] <= bounds.GetProperty("largest").GetDouble(), $"{file}: largest {off[^1]}");
            Assert.True(file == "cmyk.jpg" || off[(int)(off.Length * 0.99)] <= levels.GetProperty("99th_percentile").GetDouble(), $"{file}: 99th percentile {off[(int)(off.Length * 0.99)]}");
            exact += Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(tensor.Planes.AsSpan()))) == reference.GetProperty("sha256").GetString() ? 1 : 0;
        }
        // To the last bit, where the JPEG decoder is the same.
        Assert.InRange(exact, 3, 9);
        TestContext.Current.TestOutputHelper?.WriteLine($"{exact} of 9 tensors equal to the last bit");
    }

    [Theory]
    [InlineData("""{"image_processor_type":"CLIPImageProcessor","size":100}""", 400, 200, 200, 100)]
    [InlineData("""{"image_processor_type":"ViTImageProcessor","size":100}""", 400, 200, 100, 100)]
    [InlineData("""{"size":{"height":50,"width":70}}""", 400, 200, 70, 50)]
    [InlineData("""{"image_processor_type":"CLIPImageProcessor","size":{"shortest_edge":100},"do_center_crop":true,"crop_size":120}""", 400, 200, 120, 120)]
    [InlineData("""{"image_processor_type":"DetrImageProcessor","size":{"shortest_edge":800,"longest_edge":1333}}""", 400, 200, 1333, 666)]
    [InlineData("""{"image_processor_type":"DetrImageProcessor","size":{"shortest_edge":800,"longest_edge":1333}}""", 300, 400, 800, 1066)]
    [InlineData("""{"do_resize":false}""", 40, 20, 40, 20)]
    public void Apply_SizesOfEveryKind_GivesTheReferenceSize(string config, int width, int height, int expectedWidth, int expectedHeight)
    {
        var tensor = new PicturePreprocessor(Settings(config)).Apply(ReferencePictures.Painted(width, height, (255, 255, 255)));

        Assert.Equal((expectedWidth, expectedHeight), (tensor.Width, tensor.Height));
        // Mean and deviation are .5 when nothing is said: white is 1.
        Assert.Equal(1, tensor.Planes[(expectedHeight / 2 * expectedWidth) + (expectedWidth / 2)], 3);
    }

    [Fact]
    public void Apply_CropLargerThanThePicture_FillsUpWithBlack()
    {
        var tensor = new PicturePreprocessor(Settings("""{"do_resize":false,"do_center_crop":true,"crop_size":{"width":8,"height":4},"do_normalize":false}"""))
            .Apply(ReferencePictures.Painted(4, 2, (255, 255, 255)));

        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0], tensor.Planes[..16]);
    }

    [Fact]
    public void Apply_PictureAMillionTimesAsLongAsWide_CostsNoMoreThanItself()
    {
        var preprocessor = new PicturePreprocessor(Settings("""{"image_processor_type":"CLIPImageProcessor","size":224,"do_center_crop":true,"crop_size":224}"""));

        Assert.Equal(3 * 224 * 224, preprocessor.Apply(ReferencePictures.Painted(1, 1_000_000, (9, 9, 9))).Planes.Length);
        Assert.Throws<Assistant.Perception.MediaException>(() => new PicturePreprocessor(Settings("""{"image_processor_type":"CLIPImageProcessor","size":224}"""))
            .Apply(ReferencePictures.Painted(1, 1_000_000, (9, 9, 9))));
    }

    [Theory]
    [InlineData("""{"resample":0}""", "resample 0")]
    [InlineData("""{"size":{"max_height":9}}""", "max_height")]
    [InlineData("""{"size":100000}""", "100000")]
    [InlineData("""{"image_std":[0,1,1]}""", "image_std")]
    [InlineData("[", "preprocessor_config.json")]
    public void Read_WhatIsNotSupported_IsSaid(string config, string said) =>
        Assert.Contains(said, Assert.Throws<ModelFileException>(() => Settings(config)).Message, StringComparison.Ordinal);

    public void Dispose() => _folder.Delete(recursive: true);

    private PreprocessorSettings Settings(string config)
    {
        var path = Path.Combine(_folder.FullName, "preprocessor_config.json");
        File.WriteAllText(path, config);
        return PreprocessorSettings.Read(path);
    }
}
