using Assistant.Inference.Speech.Voices;
using Assistant.Inference.Speech.Whisper;
using Assistant.Perception;
using Assistant.Speech;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Inference.Speech;

internal static class SpeechServices
{
    public static IServiceCollection AddSpeech(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SpeechOptions>().Bind(configuration.GetSection(SpeechOptions.SectionName))
            .Validate(o => o.IsValid(), "Speech: Threshold must be between 0 and 1, SilenceSeconds above 0, PaddingSeconds and Concurrency not negative, MaxSegmentSeconds 5 to 30, WhisperTailSeconds 0 to 30, WhisperLeastSeconds 1 to 30, PromptTokens 0 to 160, Beams 1 to 10, ChineseCharacters Simplified or Traditional.")
            .ValidateOnStart();
        services.AddSingleton<SpeechListener>();
        services.AddSingleton<MoonshineRecognizer>();
        services.AddSingleton<WhisperRecognizer>();
        services.AddSingleton<ISpeechRecognizer, LocalSpeechRecognizer>();
        services.AddSingleton<IVoice, VitsVoice>();
        return services;
    }
}
