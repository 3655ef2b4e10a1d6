using System.Xml.Linq;

namespace Assistant.Tests.Architecture;

/// <summary>Server -> {Channels, Cluster, Storage, Inference} -> Assistant; the media worker stands alone, and the server carries it along as a program, not as an assembly.</summary>
public sealed class ProjectArrowTests
{
    private static readonly Dictionary<string, string[]> s_allowed = new()
    {
        ["Assistant"] = [],
        ["Assistant.Inference"] = ["Assistant"],
        ["Assistant.Storage"] = ["Assistant"],
        ["Assistant.Cluster"] = ["Assistant"],
        ["Assistant.Channels"] = ["Assistant"],
        ["Assistant.MediaWorker"] = [],
        ["Assistant.Server"] = ["Assistant", "Assistant.Inference", "Assistant.Storage", "Assistant.Cluster", "Assistant.Channels"],
    };

    [Fact]
    public void Projects_ReferenceOnlyWhatTheMapAllows()
    {
        var wrong = SourceTree.Projects("src").SelectMany(project => References(project)
            .Where(target => !s_allowed[Path.GetFileNameWithoutExtension(project)].Contains(target))
            .Select(target => $"{Path.GetFileName(project)} -> {target}"));
        Assert.Empty(wrong);
    }

    [Fact]
    public void Projects_AreAllOnTheMap() =>
        Assert.Equal(s_allowed.Keys.Order(), SourceTree.Projects("src").Select(Path.GetFileNameWithoutExtension).Order());

    [Theory]
    [InlineData("Assistant", "Microsoft.AspNetCore", "Orleans", "Microsoft.EntityFrameworkCore", "StackExchange.Redis", "Microsoft.ML.OnnxRuntime")]
    [InlineData("Assistant.Channels", "Orleans", "Microsoft.EntityFrameworkCore", "StackExchange.Redis", "Microsoft.ML.OnnxRuntime")]
    [InlineData("Assistant.Cluster", "Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "Microsoft.ML.OnnxRuntime")]
    [InlineData("Assistant.Storage", "Microsoft.AspNetCore", "Orleans", "Microsoft.ML.OnnxRuntime")]
    [InlineData("Assistant.Inference", "Microsoft.AspNetCore", "Orleans", "Microsoft.EntityFrameworkCore", "StackExchange.Redis")]
    public void Project_DoesNotKnowOthersHeavyDependencies(string project, params string[] forbidden)
    {
        var loaded = System.Reflection.Assembly.Load(project).GetReferencedAssemblies().Select(name => name.Name!);
        Assert.DoesNotContain(loaded, name => forbidden.Any(prefix => name == prefix || name.StartsWith(prefix + ".", StringComparison.Ordinal)));
    }

    /// <summary>What two surfaces share has a folder of its own.</summary>
    [Theory]
    [InlineData("BotFramework", "DirectLine", "OpenAI", "Page")]
    [InlineData("DirectLine", "BotFramework", "OpenAI", "Page")]
    [InlineData("Activities", "BotFramework", "DirectLine", "OpenAI", "Page")]
    [InlineData("Http", "BotFramework", "DirectLine", "OpenAI", "Page")]
    public void Surface_DoesNotKnowOthers(string folder, params string[] others)
    {
        var files = Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "src", "Assistant.Channels", folder), "*.cs", SearchOption.AllDirectories).ToArray();
        Assert.NotEmpty(files);
        Assert.DoesNotContain(files, file => others.Any(other => File.ReadAllText(file).Contains($"Assistant.Channels.{other}", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> References(string project) =>
        XDocument.Load(project).Descendants("ProjectReference").Where(reference => reference.Attribute("ReferenceOutputAssembly")?.Value != "false").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
}
