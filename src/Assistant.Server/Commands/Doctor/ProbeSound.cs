namespace Assistant.Server.Commands.Doctor;

/// <summary>
/// Something like a voice, for trying out speech recognition without a recording: pulses as of vocal cords through the resonances of a few vowels (formants after Peterson
/// and Barney, 1952), three syllables a second. Not a word of any language.
/// </summary>
internal static class ProbeSound
{
    public const double Seconds = 2;
    private const int Rate = 16_000;
    private const double Pitch = 118;
    private static readonly double[][] s_vowels = [[730, 1090, 2440], [270, 2290, 3010], [570, 840, 2410], [530, 1840, 2480], [300, 870, 2240], [660, 1720, 2410]];

    /// <summary>16 kHz mono, signed 16-bit little-endian, without header, with a little quiet around.</summary>
    public static MemoryStream Pcm()
    {
        var voice = Voice((int)(Seconds * Rate));
        var loudest = voice.Max(Math.Abs);
        var quiet = new byte[Rate / 2];
        var pcm = new MemoryStream();
        pcm.Write(quiet);
        foreach (var sample in voice)
        {
            var level = (short)(sample / loudest * 12_000);
            pcm.WriteByte((byte)level);
            pcm.WriteByte((byte)(level >> 8));
        }
        pcm.Write(quiet);
        pcm.Position = 0;
        return pcm;
    }

    private static double[] Voice(int length)
    {
        var sound = new double[length];
        var (phase, syllable) = (0.0, Rate / 3);
        for (var i = 0; i < length; i++)
        {
            var time = (double)i / Rate;
            phase += Pitch * (1 + 0.06 * Math.Sin(2 * Math.PI * 2.1 * time)) / Rate;
            var pulse = phase >= 1 ? 1.0 : 0;
            phase -= Math.Floor(phase);
            sound[i] = pulse * Math.Pow(Math.Sin(Math.PI * (i % syllable) / syllable), 0.5);
        }
        for (var formant = 0; formant < 3; formant++)
            Resonate(sound, syllable, formant);
        return sound;
    }

    /// <summary>A resonance of second order, whose frequency goes with the vowel.</summary>
    private static void Resonate(double[] sound, int syllable, int formant)
    {
        var (before, beforeThat) = (0.0, 0.0);
        var damping = Math.Exp(-Math.PI * (60 + (formant * 40)) / Rate);
        for (var i = 0; i < sound.Length; i++)
        {
            var frequency = s_vowels[i / syllable % s_vowels.Length][formant];
            var now = (sound[i] * (1 - damping)) + (2 * damping * Math.Cos(2 * Math.PI * frequency / Rate) * before) - (damping * damping * beforeThat);
            (before, beforeThat) = (now, before);
            sound[i] = now;
        }
    }
}
