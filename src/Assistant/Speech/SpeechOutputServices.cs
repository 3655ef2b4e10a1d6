using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Speech;

/// <summary>Registers reading aloud: eSpeak NG as the voice that needs no model; projects that own models add theirs as further <see cref="IVoice"/>.</summary>
internal static class SpeechOutputServices
{
    public static IServiceCollection AddSpeechOutput(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SpeechOutputOptions>().Bind(configuration.GetSection(SpeechOutputOptions.SectionName))
            .Validate(o => o.IsValid(), "Speech:Output: Speed must be 0.25 to 4, MaxCharacters 1 to 100000, MaxDuration above zero and at most 4 hours, Timeout and Concurrency greater than zero.").ValidateOnStart();
        services.AddSingleton<EspeakProgram>();
        services.AddSingleton<IPhonemizer, EspeakPhonemizer>();
        services.AddSingleton<IVoice, EspeakVoice>();
        services.AddSingleton<ISpeechOutput, SpeechOutput>();
        return services;
    }
}
