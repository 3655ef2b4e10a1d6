namespace Assistant.Memory.LongTerm;

/// <summary>
/// The models of vectors that were stored with their language in place of their model. They are taken to be those that every installation had unless it was told otherwise; where that is wrong, they count as none
/// until <see cref="IMemoryEncoding"/> has computed them anew.
/// </summary>
internal static class UnnamedModels
{
    public const string English = "bge-small-en-v1.5", Chinese = "bge-small-zh-v1.5";

    /// <param name="stored">A model's name, or a language.</param>
    public static string NameOf(string stored) => stored switch
    {
        "en" => English,
        "zh" => Chinese,
        _ => stored,
    };
}
