using Microsoft.Extensions.Options;

namespace Assistant.Agent.Models;

/// <summary>Says at start what is wrong with the section "Model" and how to put it right.</summary>
internal sealed class ModelOptionsValidation : IValidateOptions<ModelOptions>
{
    private const int LeastContext = 1_024, LeastSide = 64;

    public ValidateOptionsResult Validate(string? name, ModelOptions options)
    {
        var wrong = Problems(options).ToArray();
        return wrong.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static IEnumerable<string> Problems(ModelOptions o)
    {
        if (o.Endpoint is { } endpoint)
        {
            if (!endpoint.IsAbsoluteUri || (endpoint.Scheme != Uri.UriSchemeHttp && endpoint.Scheme != Uri.UriSchemeHttps))
                yield return "Model:Endpoint must be a full http or https address, for example http://127.0.0.1:8000/v1.";
            else if (endpoint.UserInfo.Length > 0)
                yield return "Model:Endpoint must not hold a name or password; put the key into ASSISTANT_Model__ApiKey or Model:ApiKeyFile.";
            else if (endpoint.AbsolutePath.EndsWith("/chat/completions", StringComparison.OrdinalIgnoreCase))
                yield return "Model:Endpoint must end before /chat/completions, which is added; give for example http://127.0.0.1:8000/v1.";
            if (string.IsNullOrWhiteSpace(o.Name))
                yield return "Model:Name must be the model's name on the server at Model:Endpoint; GET /v1/models there lists them.";
        }
        else if (!string.IsNullOrWhiteSpace(o.Name))
        {
            yield return $"Model:Name is '{o.Name}' but Model:Endpoint is not set; set it to the server's address, for example http://127.0.0.1:8000/v1, or remove the name.";
        }
        if (o.ApiKey is { Length: > 0 } && o.ApiKeyFile is { Length: > 0 })
            yield return "Model:ApiKey and Model:ApiKeyFile are both set; keep one.";
        if (o.ApiKeyFile is { Length: > 0 } file && !File.Exists(file))
            yield return $"Model:ApiKeyFile '{file}' does not exist or may not be read; it must be a file whose first line is the key.";
        if (o.Parameters <= 0)
            yield return "Model:Parameters must be the model's number of weights, for example 7000000000.";
        if (o.ContextTokens < LeastContext)
            yield return $"Model:ContextTokens must be at least {LeastContext}; it is what the server was started with (vLLM: --max-model-len).";
        if (o.MaxOutputTokens < 16 || o.MaxOutputTokens > o.ContextTokens / 2)
            yield return "Model:MaxOutputTokens must be at least 16 and at most half of Model:ContextTokens.";
        if (o.Temperature is < 0 or > 2 or double.NaN)
            yield return "Model:Temperature must lie between 0 and 2.";
        if (o.FirstTokenTimeout <= TimeSpan.Zero || o.TokenTimeout <= TimeSpan.Zero || o.ConnectTimeout <= TimeSpan.Zero || o.ToolTimeout <= TimeSpan.Zero || o.LongestRetryWait < TimeSpan.Zero)
            yield return "Model:FirstTokenTimeout, TokenTimeout, ConnectTimeout and ToolTimeout must be longer than zero (\"00:01:00\" is one minute), LongestRetryWait not negative.";
        if (o.MaxRounds is < 1 or > 32 || o.MaxToolCalls is < 0 or > 256)
            yield return "Model:MaxRounds must lie between 1 and 32, Model:MaxToolCalls between 0 and 256.";
        if (o.MaxResponseBytes < 64 * 1024 || o.MaxPictures < 0 || o.MaxPictureBytes < 0 || o.MaxEarlierPictures < 0 || o.PictureTokens < 0 || o.MaxPictureSide < LeastSide)
            yield return $"Model:MaxResponseBytes must be at least 65536, MaxPictureSide at least {LeastSide}; MaxPictures, MaxPictureBytes, MaxEarlierPictures and PictureTokens must not be negative.";
    }
}
