using Assistant.Inference.Vision.Preprocessing;
using Assistant.Perception;

namespace Assistant.Inference.Vision.Detection;

/// <summary>A picture shrunk or enlarged into a rectangle with its proportions, in the middle of grey (114), as YOLO models are trained; boxes find the way back.</summary>
internal sealed record Letterbox(double Scale, int Left, int Top)
{
    private const byte Grey = 114;

    /// <param name="planes">Three planes (red, green, blue) of height x width, 0 to 1.</param>
    public static Letterbox Fill(Picture picture, int width, int height, Span<float> planes)
    {
        var scale = Math.Min((double)width / picture.Width, (double)height / picture.Height);
        var (inner, outer) = (Math.Clamp((int)Math.Round(picture.Width * scale), 1, width), Math.Clamp((int)Math.Round(picture.Height * scale), 1, height));
        var (left, top) = ((width - inner) / 2, (height - outer) / 2);
        var pixels = Resampler.Resize(picture, inner, outer, new(0, 0, inner, outer), ResampleFilter.Bilinear);
        planes.Fill(Grey / 255f);
        for (var channel = 0; channel < 3; channel++)
            for (var y = 0; y < outer; y++)
                for (var x = 0; x < inner; x++)
                    planes[(channel * height + top + y) * width + left + x] = pixels[(y * inner + x) * 3 + channel] / 255f;
        return new(scale, left, top);
    }

    /// <summary>In pixels of the picture, not yet cut at its edges.</summary>
    public Box Back(Box box) => new((box.X0 - Left) / Scale, (box.Y0 - Top) / Scale, (box.X1 - Left) / Scale, (box.Y1 - Top) / Scale);
}
