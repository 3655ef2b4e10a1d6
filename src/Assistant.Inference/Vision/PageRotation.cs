using Assistant.Perception;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Vision;

/// <summary>Decides by which quarter turns a picture lies: standing lines mean a quarter turn, and the direction network votes on the longest lines.</summary>
internal sealed class PageRotation(OcrModels models)
{
    private const int Voters = 9;
    private const int DirectionWidth = 192;
    private const float StandingRatio = 1.5f;

    /// <summary>True when most of the text stands: taller boxes than wide ones, by length.</summary>
    public static bool Stands(IReadOnlyList<RotatedBox> boxes)
    {
        var (standing, lying) = (0f, 0f);
        foreach (var box in boxes)
        {
            if (box.Height > StandingRatio * box.Length)
                standing += box.Height;
            else if (box.Length > StandingRatio * box.Height)
                lying += box.Length;
        }
        return standing > lying;
    }

    /// <summary>Mean probability that the lines are upside down, by the longest ones.</summary>
    public double UpsideDown(Picture picture, IReadOnlyList<RotatedBox> boxes, RunOptions run)
    {
        var voters = boxes.OrderByDescending(box => box.Length).Take(Voters).Select(box => LineImage.Cut(picture, box)).ToArray();
        if (voters.Length == 0)
            return 0;
        var size = 3 * LineImage.Height * DirectionWidth;
        var input = new float[voters.Length * size];
        for (var i = 0; i < voters.Length; i++)
            Fill(voters[i], input.AsSpan(i * size, size));
        using var tensor = OrtValue.CreateTensorValueFromMemory(input, [voters.Length, 3, LineImage.Height, DirectionWidth]);
        using var outputs = models.Direction.Run(run, [models.Direction.InputNames[0]], [tensor], [models.Direction.OutputNames[0]]);
        var votes = outputs[0].GetTensorDataAsSpan<float>();
        var sum = 0.0;
        for (var i = 0; i < voters.Length; i++)
            sum += votes[2 * i + 1];
        return sum / voters.Length;
    }

    /// <summary>The picture turned clockwise by a number of quarter turns.</summary>
    public static Picture Turn(Picture picture, int quarters)
    {
        if (quarters % 4 == 0)
            return picture;
        var (width, height) = quarters % 2 == 0 ? (picture.Width, picture.Height) : (picture.Height, picture.Width);
        var turned = new byte[width * height * 3];
        var source = picture.Rgb.Span;
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var (sx, sy) = (quarters % 4) switch
                {
                    1 => (y, picture.Height - 1 - x),
                    2 => (picture.Width - 1 - x, picture.Height - 1 - y),
                    _ => (picture.Width - 1 - y, x),
                };
                source.Slice((sy * picture.Width + sx) * 3, 3).CopyTo(turned.AsSpan((y * width + x) * 3));
            }
        return new(width, height, turned);
    }

    /// <summary>A box of the turned picture in pixels of the picture as given.</summary>
    public static Box TurnBack(Box box, Picture given, int quarters) => (quarters % 4) switch
    {
        1 => new(box.Y0, given.Height - box.X1, box.Y1, given.Height - box.X0),
        2 => new(given.Width - box.X1, given.Height - box.Y1, given.Width - box.X0, given.Height - box.Y0),
        3 => new(given.Width - box.Y1, box.X0, given.Width - box.Y0, box.X1),
        _ => box,
    };

    private static void Fill(LineImage line, Span<float> target)
    {
        var used = Math.Min(line.Width, DirectionWidth);
        for (var channel = 0; channel < 3; channel++)
            for (var y = 0; y < LineImage.Height; y++)
                for (var x = 0; x < used; x++)
                    target[(channel * LineImage.Height + y) * DirectionWidth + x] = line.Pixels[((2 - channel) * LineImage.Height + y) * line.Width + x] / 127.5f - 1;
    }
}
