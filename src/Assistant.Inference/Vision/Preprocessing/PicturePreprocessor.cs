using Assistant.Perception;

namespace Assistant.Inference.Vision.Preprocessing;

/// <summary>
/// A picture becomes a model's pixel_values: resized, the middle cut out, rescaled and normalised as preprocessor_config.json says. Immutable; thread-safe.
/// Proven against the reference's tensors by <c>PreprocessingParityTests</c>.
/// </summary>
internal sealed class PicturePreprocessor
{
    // Detectors keep the whole picture: with a bare shortest side a picture a thousand times as long as wide would take gigabytes.
    private const int MaxPixels = 16 * 1024 * 1024;

    private readonly PreprocessorSettings _settings;

    /// <summary>Normalised value of each byte, by channel.</summary>
    private readonly float[][] _values;

    public PicturePreprocessor(PreprocessorSettings settings)
    {
        _settings = settings;
        _values = [.. Enumerable.Range(0, 3).Select(channel => Enumerable.Range(0, 256).Select(value => Normalized(value, channel)).ToArray())];
    }

    /// <summary>Width and height of every result; null when they follow the picture's.</summary>
    public (int Width, int Height)? FixedSize => _settings.Crop ?? (_settings.Size is ExactSize exact ? (exact.Width, exact.Height) : null);

    /// <returns>Three planes (red, green, blue) of height x width.</returns>
    public PixelTensor Apply(Picture picture)
    {
        var (width, height) = _settings.Size?.Of(picture.Width, picture.Height) ?? (picture.Width, picture.Height);
        var (outWidth, outHeight) = _settings.Crop ?? (width, height);
        if ((long)outWidth * outHeight > MaxPixels)
            throw new MediaException(AttachmentProblem.TooManyPixels, $"{picture.Width} x {picture.Height}");
        var kept = new PixelArea(Math.Max(0, (width - outWidth) / 2), Math.Max(0, (height - outHeight) / 2), Math.Min(width, outWidth), Math.Min(height, outHeight));
        var pixels = Resampler.Resize(picture, width, height, kept, _settings.Filter);
        // A crop larger than the picture is filled up with black on all sides.
        return Planes(pixels, kept, outWidth, outHeight, (outWidth - kept.Width + 1) / 2, (outHeight - kept.Height + 1) / 2);
    }

    private PixelTensor Planes(byte[] pixels, PixelArea kept, int width, int height, int left, int top)
    {
        var planes = new float[3 * width * height];
        for (var channel = 0; channel < 3; channel++)
        {
            var plane = planes.AsSpan(channel * width * height, width * height);
            var values = _values[channel];
            if (kept.Width < width || kept.Height < height)
                plane.Fill(values[0]);
            for (var y = 0; y < kept.Height; y++)
                for (var x = 0; x < kept.Width; x++)
                    plane[(top + y) * width + left + x] = values[pixels[(y * kept.Width + x) * 3 + channel]];
        }
        return new(planes, width, height);
    }

    // In the reference's order of operations and precisions, so that the result is the same to the last bit.
    private float Normalized(int value, int channel)
    {
        var scaled = _settings.Rescale is { } factor ? value * (float)factor : value;
        return _settings.Mean.Length == 0 ? scaled : (scaled - _settings.Mean[channel]) / _settings.Deviation[channel];
    }
}

/// <param name="Planes">3 x height x width.</param>
internal sealed record PixelTensor(float[] Planes, int Width, int Height);
