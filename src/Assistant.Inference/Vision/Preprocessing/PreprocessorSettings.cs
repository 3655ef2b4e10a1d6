using System.Text.Json;
using Assistant.Inference.Models;

namespace Assistant.Inference.Vision.Preprocessing;

/// <summary>What a preprocessor_config.json asks for.</summary>
/// <param name="Size">How large the picture is made; null leaves it as it is.</param>
/// <param name="Crop">Width and height of the middle that is kept; null keeps all.</param>
/// <param name="Rescale">Factor that brings a byte to 0 to 1; null leaves it.</param>
/// <param name="Mean">By channel, after rescaling; empty together with <paramref name="Deviation"/> when values are not normalised.</param>
internal sealed record PreprocessorSettings(PictureSize? Size, ResampleFilter Filter, (int Width, int Height)? Crop, double? Rescale, float[] Mean, float[] Deviation)
{
    private const int MaxSide = 4096;

    // These take a bare number as the shorter side; the others as both sides.
    private static readonly string[] s_shortestByDefault = ["CLIP", "Bit", "Detr", "DETR", "Yolos", "ConvNext"];

    // What their preprocessors do where the file does not say; the others take bicubic.
    private static readonly string[] s_bilinearByDefault = ["etr", "Yolos"];

    /// <exception cref="ModelFileException">Missing, or asks for what is not supported; the message says what.</exception>
    public static PreprocessorSettings Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException or FormatException or KeyNotFoundException or NotSupportedException)
        {
            throw new ModelFileException(path, e, e.Message.TrimEnd('.'));
        }
    }

    private static PreprocessorSettings Read(JsonElement root)
    {
        var kind = (Text(root, "image_processor_type") ?? Text(root, "feature_extractor_type") ?? "").Split("ImageProcessor")[0];
        var shortest = s_shortestByDefault.Any(name => kind.Contains(name, StringComparison.Ordinal));
        var filter = Flag(root, "do_resize", true) ? Number(root, "resample") ?? (s_bilinearByDefault.Any(name => kind.Contains(name, StringComparison.OrdinalIgnoreCase)) ? 2 : 3) : 3;
        if (!Enum.IsDefined((ResampleFilter)filter))
            throw new NotSupportedException($"resample {filter} is not supported (1 Lanczos, 2 bilinear, 3 bicubic)");
        var normalize = Flag(root, "do_normalize", true);
        return new(
            Flag(root, "do_resize", true) && root.TryGetProperty("size", out var size) ? SizeOf(size, shortest, Number(root, "max_size")) : null,
            (ResampleFilter)filter,
            Flag(root, "do_center_crop", false) && root.TryGetProperty("crop_size", out var crop) ? CropOf(crop) : null,
            !Flag(root, "do_rescale", true) ? null : root.TryGetProperty("rescale_factor", out var factor) ? factor.GetDouble() : 1 / 255.0,
            normalize ? Channels(root, "image_mean") : [],
            normalize ? Channels(root, "image_std") : []);
    }

    private static PictureSize SizeOf(JsonElement size, bool shortest, int? longest)
    {
        if (size.ValueKind == JsonValueKind.Number)
            return shortest ? new ShortestSide(Side(size), longest ?? 0) : new ExactSize(Side(size), Side(size));
        if (size.TryGetProperty("shortest_edge", out var shorter))
            return new ShortestSide(Side(shorter), size.TryGetProperty("longest_edge", out var longer) ? Side(longer) : longest ?? 0);
        if (size.TryGetProperty("height", out var height) && size.TryGetProperty("width", out var width))
            return new ExactSize(Side(width), Side(height));
        throw new NotSupportedException($"size {size.GetRawText()} is not supported (a number, shortest_edge, or height and width)");
    }

    private static (int Width, int Height) CropOf(JsonElement crop) =>
        crop.ValueKind == JsonValueKind.Number ? (Side(crop), Side(crop)) : (Side(crop.GetProperty("width")), Side(crop.GetProperty("height")));

    private static int Side(JsonElement side) =>
        side.GetInt32() is >= 1 and <= MaxSide and var pixels ? pixels : throw new NotSupportedException($"a side of {side.GetRawText()} pixels is not supported (1 to {MaxSide})");

    private static float[] Channels(JsonElement root, string name)
    {
        var values = root.TryGetProperty(name, out var list) ? list.EnumerateArray().Select(value => value.GetSingle()).ToArray() : [0.5f, 0.5f, 0.5f];
        return values.Length == 3 && values.All(float.IsFinite) && (name != "image_std" || !values.Contains(0)) ? values : throw new NotSupportedException($"{name} must be three numbers");
    }

    private static bool Flag(JsonElement root, string name, bool otherwise) =>
        root.TryGetProperty(name, out var flag) && flag.ValueKind is JsonValueKind.True or JsonValueKind.False ? flag.GetBoolean() : otherwise;

    private static int? Number(JsonElement root, string name) => root.TryGetProperty(name, out var number) && number.ValueKind == JsonValueKind.Number ? number.GetInt32() : null;

    private static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
