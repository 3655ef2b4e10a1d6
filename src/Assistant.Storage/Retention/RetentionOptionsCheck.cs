using Microsoft.Extensions.Options;

namespace Assistant.Storage.Retention;

/// <summary>Says at the start what is wrong with the rules.</summary>
internal sealed class RetentionOptionsCheck : IValidateOptions<RetentionOptions>
{
    public ValidateOptionsResult Validate(string? name, RetentionOptions options) => options.Problem() is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;
}
