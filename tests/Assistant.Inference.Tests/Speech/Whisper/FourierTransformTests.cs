using System.Numerics;
using Assistant.Inference.Speech.Whisper;

namespace Assistant.Inference.Tests.Speech.Whisper;

public sealed class FourierTransformTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(14)]
    [InlineData(64)]
    [InlineData(400)]
    public void Run_RandomSignals_IsTheSumThatDefinesIt(int length)
    {
        var random = new Random(length);
        var (real, imaginary) = (new float[length], new float[length]);
        for (var i = 0; i < length; i++)
            (real[i], imaginary[i]) = (random.NextSingle() - 0.5f, random.NextSingle() - 0.5f);
        var fourier = new FourierTransform(length);
        for (var i = 0; i < length; i++)
        {
            fourier.Real[i] = Vector<float>.Zero.WithElement(1, real[i]);
            fourier.Imaginary[i] = Vector<float>.Zero.WithElement(1, imaginary[i]);
        }
        fourier.Run();
        for (var k = 0; k < length; k++)
        {
            var sum = Complex.Zero;
            for (var n = 0; n < length; n++)
                sum += new Complex(real[n], imaginary[n]) * Complex.FromPolarCoordinates(1, -2 * Math.PI * k * n / length);
            Assert.Equal(sum.Real, fourier.Real[k][1], 1e-4);
            Assert.Equal(sum.Imaginary, fourier.Imaginary[k][1], 1e-4);
            Assert.Equal(0, fourier.Real[k][0]);
        }
    }

    [Fact]
    public void FourierTransform_LargePrime_IsRefused() => Assert.Throws<ArgumentException>(() => new FourierTransform(22));
}
