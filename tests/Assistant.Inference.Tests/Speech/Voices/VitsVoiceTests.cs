using System.Text.Json.Nodes;
using Assistant.Inference.Models;
using Assistant.Inference.Models.Memory;
using Assistant.Inference.Speech.Voices;
using Assistant.Inference.Tests.Exports;
using Assistant.Speech;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Assistant.Inference.Tests.Speech.Voices;

/// <summary>Piper voices: no trained one is at hand, so this is shown on a small export that says what it was given.</summary>
public sealed class VitsVoiceTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("voices-");
    private readonly CollectedLog _log = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ids_StandAsPiperHasThem()
    {
        TinyVits.Write(_folder.FullName, "en_GB-tiny-x_low", "en-GB");
        using var voice = Open(out var services);
        await using var _ = services;

        // "ã" comes apart into a letter and its mark; "Q" is not known to this voice.
        var pieces = await SayAsync(voice, "en_GB-tiny-x_low", "hello, you! word", ["həlˈo", "juQ", "wɜd ã"]);
        Assert.Equal(3, pieces.Count);
        Assert.All(pieces, piece => Assert.Equal(TinyVits.SampleRate, piece.SampleRate));
        Assert.Equal(Framed("həlˈo, ju!"), Ids(pieces[0].Pcm));
        Assert.Equal((int)(0.2 * TinyVits.SampleRate) * 2, pieces[1].Pcm.Length);
        Assert.All(pieces[1].Pcm, sample => Assert.Equal(0, sample));
        Assert.Equal(Framed("wɜd a\u0303."), Ids(pieces[2].Pcm));
    }

    [Fact]
    public async Task ScalesAndSpeaker_AreTheDescriptionsAndTheRequests()
    {
        TinyVits.Write(_folder.FullName, "en_US-many", "en-US", speakers: 4);
        using var voice = Open(out var services);
        await using var _ = services;

        Assert.Equal(new[] { 0.5, 1.5, 0.75, 0, 5 }, await HeadAsync("en_US-many", 1));
        Assert.Equal(new[] { 0.5, 0.75, 0.75, 2, 5 }, await HeadAsync("en_US-many#2", 2));
        Assert.Equal(new[] { 0.5, 1.5, 0.75, 3, 5 }, await HeadAsync("en_US-many#anna", 1));
        Assert.Null(await voice.FindAsync("en", "en_US-many#4", Cancelled));
        Assert.Null(await voice.FindAsync("en", "en_US-many#bob", Cancelled));

        async Task<double[]> HeadAsync(string name, double speed)
        {
            Assert.Equal(name, await voice.FindAsync(null, name, Cancelled));
            var samples = Samples((await SayAsync(voice, name, "a", ["a"], speed))[0].Pcm);
            // One phoneme and its mark: ^ _ a _ . _ $ are seven; the sample of 1 comes first.
            return [.. samples[1..5].Select(each => Math.Round(each * 10, 2)), Math.Round(samples[5] * 10_000) - 2];
        }
    }

    [Fact]
    public async Task Language_ChoosesTheVoice()
    {
        TinyVits.Write(_folder.FullName, "en_US-a", "en-US");
        TinyVits.Write(_folder.FullName, "en_GB-b", "en-GB");
        TinyVits.Write(_folder.FullName, "zh_CN-c", "zh-CN");
        using var voice = Open(out var services);
        await using var _ = services;

        Assert.Equal("en_GB-b", await voice.FindAsync("en-GB", null, Cancelled));
        Assert.StartsWith("en_", await voice.FindAsync(null, null, Cancelled), StringComparison.Ordinal);
        Assert.Equal("zh_CN-c", await voice.FindAsync("zh", null, Cancelled));
        Assert.Null(await voice.FindAsync("de", null, Cancelled));
        Assert.Null(await voice.FindAsync("en", "en-us", Cancelled));
    }

    [Theory]
    [InlineData("Hello. How are you?", "Hello|.|How are you|?")]
    [InlineData("It is 1,240.50, net: yes", "It is 1,240.50|,|net|:|yes|.")]
    [InlineData("您好，总计三元。谢谢！", "您好|,|总计三元|.|谢谢|!")]
    [InlineData("One\n\nTwo", "One|.|Two|.")]
    [InlineData("Wait, ... what?!", "Wait|.|what|!")]
    [InlineData("...!", "")]
    [InlineData("", "")]
    public void Clauses_EndAtTheirMarks(string text, string clauses) =>
        Assert.Equal(clauses, string.Join('|', VitsPhonemes.Clauses(text).SelectMany(clause => new[] { clause.Text, clause.Mark.ToString() })));

    [Fact]
    public async Task LongSentence_GoesInParts()
    {
        TinyVits.Write(_folder.FullName, "en_US-a", "en-US");
        using var voice = Open(out var services);
        await using var _ = services;

        var pieces = await SayAsync(voice, "en_US-a", "on", [string.Join(' ', Enumerable.Repeat("həlo", 1_000))]);
        var parts = pieces.Where((_, at) => at % 2 == 0).Select(piece => Ids(piece.Pcm)).ToList();
        Assert.All(parts, ids => Assert.InRange(ids.Length, 5, VitsPhonemes.MostIds + 10));
        Assert.Equal(4_000, parts.Sum(ids => ids.Count(id => id >= TinyVits.IdOf('h'))));
    }

    /// <summary>As some public voices have it, or none.</summary>
    [Theory]
    [InlineData("\"PhonemeType.ESPEAK\"")]
    [InlineData("\"espeak\"")]
    [InlineData(null)]
    public void Description_PhonemesOfEspeakByAnyName_IsRead(string? type)
    {
        TinyVits.Write(_folder.FullName, "en_US-a", "en-US", change: json => json["phoneme_type"] = type is null ? null : JsonNode.Parse(type));

        Assert.Equal("en-us", VitsConfig.Read(Directory.GetFiles(_folder.FullName, "*.onnx.json", SearchOption.AllDirectories).Single()).EspeakVoice);
    }

    [Theory]
    [InlineData("audio", """{"sample_rate":2000000000}""")]
    [InlineData("audio", """{"sample_rate":0}""")]
    [InlineData("audio", "7")]
    [InlineData("espeak", "{}")]
    [InlineData("phoneme_type", "\"text\"")]
    [InlineData("phoneme_id_map", null)]
    [InlineData("phoneme_id_map", """{"a":[1]}""")]
    [InlineData("phoneme_id_map", """{"_":[-1],"^":[1],"$":[2]}""")]
    [InlineData("phoneme_id_map", """{"_":["x"],"^":[1],"$":[2]}""")]
    [InlineData("num_speakers", "2000000000")]
    [InlineData("speaker_id_map", """{"x":9}""")]
    [InlineData("inference", """{"length_scale":0}""")]
    [InlineData("inference", """{"noise_scale":1e30}""")]
    public void BadDescription_SwitchesTheVoiceOff_WithAReason(string part, string? value)
    {
        TinyVits.Write(_folder.FullName, "en_US-a", "en-US", change: json => json[part] = value is null ? null : JsonNode.Parse(value));
        using var voice = Open(out var services);
        using var _ = services;

        Assert.False(voice.IsInstalled);
        Assert.Contains(_log.Lines, line => line.Contains("en_US-a", StringComparison.Ordinal) && line.Contains(".onnx.json", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("text")]
    [InlineData("cut")]
    public async Task BadModel_IsNotChosen_AndSaysWhy(string input)
    {
        TinyVits.Write(_folder.FullName, "en_US-a", "en-US", input: input == "cut" ? "input" : input);
        var path = Path.Combine(_folder.FullName, "en_US-a", "en_US-a.onnx");
        if (input == "cut")
            File.WriteAllBytes(path, File.ReadAllBytes(path)[..^300]);
        using var voice = Open(out var services);
        await using var _ = services;

        Assert.Null(await voice.FindAsync("en", null, Cancelled));
        Assert.False(voice.IsInstalled);
        Assert.Contains(_log.Lines, line => line.Contains(input == "cut" ? "cut short" : "'input'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SeveralSpeakersWithoutAnInputForThem_AreRefused()
    {
        TinyVits.Write(_folder.FullName, "en_US-a", "en-US", speakers: 2, withSid: false);
        using var voice = Open(out var services);
        await using var _ = services;

        Assert.Null(await voice.FindAsync("en", null, Cancelled));
        Assert.Contains(_log.Lines, line => line.Contains("'sid'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task NoNumbers_AreNoSound()
    {
        TinyVits.Write(_folder.FullName, "en_US-a", "en-US", nan: true);
        using var voice = Open(out var services);
        await using var _ = services;

        Assert.Equal(SpeechProblem.Failed, (await Assert.ThrowsAsync<SpeechOutputException>(() => SayAsync(voice, "en_US-a", "a", ["a"]))).Problem);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private readonly ToldPhonemes _phonemes = new();

    private VitsVoice Open(out ServiceProvider services)
    {
        services = InferenceFixture.Services(_folder.FullName, _log);
        return new(services.GetRequiredService<ModelLocator>(), services.GetRequiredService<OnnxEnvironment>(), services.GetRequiredService<ModelMemory>(), TimeProvider.System, _phonemes,
            services.GetRequiredService<ILogger<VitsVoice>>());
    }

    private async Task<List<(int SampleRate, byte[] Pcm)>> SayAsync(VitsVoice voice, string name, string text, string[] phonemes, double speed = 1)
    {
        _phonemes.Told = phonemes;
        var pieces = new List<(int, byte[])>();
        await foreach (var piece in voice.SpeakAsync(text, name, speed, Cancelled))
            pieces.Add((piece.SampleRate, piece.Pcm.ToArray()));
        return pieces;
    }

    private static long[] Framed(string phonemes) =>
        [TinyVits.IdOf('^'), TinyVits.IdOf('_'), .. phonemes.SelectMany(phoneme => new[] { TinyVits.IdOf(phoneme), TinyVits.IdOf('_') }), TinyVits.IdOf('$')];

    private static double[] Samples(byte[] pcm) => [.. Enumerable.Range(0, pcm.Length / 2).Select(i => BitConverter.ToInt16(pcm, i * 2) / 32767.0)];

    private static long[] Ids(byte[] pcm)
    {
        var samples = Samples(pcm);
        var count = (samples.Length - TinyVits.Head) / 2;
        Assert.Equal(count, Math.Round(samples[5] * 10_000));
        return [.. samples.Skip(TinyVits.Head).Take(count).Select(each => (long)Math.Round(each * 1_000))];
    }

    private sealed class ToldPhonemes : IPhonemizer
    {
        public string[] Told { get; set; } = [];

        public bool IsInstalled => true;

        public Task<IReadOnlyList<string>> PhonemesAsync(IReadOnlyList<string> clauses, string voice, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>(Told);
    }
}
