namespace Assistant.Channels.BotFramework.Files;

/// <summary>What is said about a file that is offered.</summary>
internal static class FileWords
{
    public static string Description(string language) => language == "zh"
        ? "这里保存的关于您的全部内容：可阅读的网页、供程序使用的数据，以及您发来的文件。" : "All that is kept about you: a page to read, the data for programs, and the files that you sent.";

    public static string Sent(string language) => language == "zh" ? "这是保存的关于您的全部内容。" : "This is all that is kept about you.";

    public static string Declined(string language) => language == "zh" ? "好的，没有发送任何内容。" : "All right, nothing was sent.";

    public static string Stale(string language) => language == "zh" ? "这个文件已不再提供。需要时请再向我要一次您的数据。" : "This file is no longer on offer. Ask me for your data again when you want it.";

    public static string Failed(string language) => language == "zh" ? "文件没能存入您的 OneDrive。请再向我要一次您的数据。" : "The file could not be stored in your OneDrive. Please ask me for your data again.";
}
