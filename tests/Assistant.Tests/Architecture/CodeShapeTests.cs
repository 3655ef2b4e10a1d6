using System.Reflection;
using System.Text.RegularExpressions;

namespace Assistant.Tests.Architecture;

public sealed partial class CodeShapeTests
{
    private const int LongestFile = 400;
    private static readonly string[] s_projects = ["Assistant", "Assistant.Inference", "Assistant.Storage", "Assistant.Cluster", "Assistant.Channels"];

    [Fact]
    public void Files_AreNotLongerThanAReaderCanHold()
    {
        var tooLong = SourceTree.CSharpFiles("src").Concat(SourceTree.CSharpFiles("tests"))
            .Select(file => (File: Path.GetRelativePath(SourceTree.Root, file), Lines: File.ReadLines(file).Count()))
            .Where(file => file.Lines > LongestFile);
        Assert.Empty(tooLong);
    }

    [Fact]
    public void Files_AreNamedForTheJob()
    {
        var vague = SourceTree.CSharpFiles("src").Select(Path.GetFileNameWithoutExtension).Where(name => VagueName().IsMatch(name!));
        Assert.Empty(vague);
    }

    /// <summary>Public are contracts: interfaces, records, enums, exceptions, options, and static classes with registrations or pure functions. Implementations are internal.</summary>
    [Fact]
    public void PublicTypes_AreContracts()
    {
        var implementations = s_projects.Select(Assembly.Load).SelectMany(assembly => assembly.GetExportedTypes()).Where(type => !IsContract(type)).Select(type => type.FullName);
        Assert.Empty(implementations);
    }

    [Fact]
    public void Steps_AreNamedInTheCodeAsInTheReadme()
    {
        var code = string.Join('\n', SourceTree.CSharpFiles("src").Select(File.ReadAllText));
        var readme = File.ReadAllText(Path.Combine(SourceTree.Root, "README.md"));
        for (var step = 1; step <= 9; step++)
        {
            Assert.Matches($@"[Ss]tep {step}\b|[Ss]teps {step}\b|[Ss]teps \d and {step}\b|[Ss]teps \d to {step}\b", code);
            Assert.Matches($@"(?m)^{step}\. ", readme);
        }
    }

    private static bool IsContract(Type type) =>
        type.IsInterface || type.IsEnum || type.IsValueType || typeof(Delegate).IsAssignableFrom(type) || typeof(Exception).IsAssignableFrom(type) || typeof(Attribute).IsAssignableFrom(type)
        || (type.IsAbstract && type.IsSealed)
        || type.Name.EndsWith("Options", StringComparison.Ordinal)
        || type.GetMethod("<Clone>$") is not null
        || IsGenerated(type);

    private static bool IsGenerated(Type type) =>
        type.Namespace?.Contains("Migrations", StringComparison.Ordinal) == true
        || type.Namespace?.StartsWith("OrleansCodeGen", StringComparison.Ordinal) == true
        || type.GetCustomAttribute<System.CodeDom.Compiler.GeneratedCodeAttribute>() is not null;

    [GeneratedRegex("(Manager|Helper|Helpers|Utils|Utility|Common|Impl|Misc)$")]
    private static partial Regex VagueName();
}
