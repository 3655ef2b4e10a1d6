using System.Reflection;
using Assistant.Channels.DirectLine;
using Assistant.Cluster;
using Assistant.Conversations;
using Assistant.Inference.Models;
using Assistant.Server;
using Assistant.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Assistant.Tests.Server;

public sealed class SettingNamesTests
{
    [Theory]
    [InlineData("Turns:MaxWaitin", "There is no setting Turns:MaxWaitin. Is Turns:MaxWaiting meant?")]
    [InlineData("Turn:MaxWaiting", "There is no setting Turn:MaxWaiting. Is Turns:MaxWaiting meant?")]
    [InlineData("Retention:Rules:0:Chanel", "There is no setting Retention:Rules:0:Chanel.")]
    [InlineData("DirectLine:AllowedOrigin:0", "There is no setting DirectLine:AllowedOrigin. Is DirectLine:AllowedOrigins meant?")]
    [InlineData("Model:Name:Of", "There is no setting Model:Name:Of.")]
    [InlineData("Speech:Output:Enable", "There is no setting Speech:Output:Enable. Is Speech:Output:Enabled meant?")]
    [InlineData("Data:EffectiveDirectory", "There is no setting Data:EffectiveDirectory.")]
    [InlineData("Zebra:Stripes", "There is no setting Zebra:Stripes.")]
    [InlineData("Privacy_MasterKey", "There is no setting Privacy_MasterKey. Is Privacy__MasterKey meant, with two underscores?")]
    [InlineData("SPEECH_OUTPUT_ENABLED", "There is no setting SPEECH_OUTPUT_ENABLED. Is SPEECH__OUTPUT__ENABLED meant, with two underscores?")]
    public void Check_ANameThatThereIsNot_IsRefusedAndTheNearestNamed(string name, string sentence)
    {
        var thrown = Assert.Throws<OptionsValidationException>(() => Check(name, own: true));

        Assert.Equal($"{sentence}\ndocs/configuration.md names all of them.", WrongSettings.In(thrown));
    }

    [Theory]
    [InlineData("turns:maxwaiting")]
    [InlineData("Speech:Output:Enabled")]
    [InlineData("WorkingMemory:Redis")]
    [InlineData("WorkingMemory:MaxTokens")]
    [InlineData("Retention:Rules:0:Channel")]
    [InlineData("BotFramework:Apps:0:AppId")]
    [InlineData("BotFramework:AppId")]
    [InlineData("Server:Hosts:0")]
    [InlineData("DATA")]
    [InlineData("DATA_SETS")]
    [InlineData("urls")]
    [InlineData("AllowedHosts")]
    [InlineData("Logging:LogLevel:Default")]
    [InlineData("Kestrel:Endpoints:Main:Url")]
    [InlineData("OTEL:EXPORTER")]
    public void Check_ANameOfOursOrOfTheFramework_Passes(string name) => Check(name, own: true);

    /// <summary>The environment has the settings of other programs too; a misspelt one within our sections counts all the same.</summary>
    [Fact]
    public void Check_OfTheWholeEnvironment_RefusesOnlyWhatIsInOurSections()
    {
        Check("npm_config:registry", own: false);
        Assert.Throws<OptionsValidationException>(() => Check("Turns:MaxWaitin", own: false));
    }

    [Fact]
    public void Options_AreAllThatHaveASection()
    {
        Type[] ofEach = [typeof(TurnOptions), typeof(StorageOptions), typeof(ClusterOptions), typeof(ModelsOptions), typeof(DirectLineOptions), typeof(SettingNames)];

        Assert.Equal(
            ofEach.SelectMany(type => type.Assembly.GetTypes()).Where(type => type.GetField("SectionName", BindingFlags.Public | BindingFlags.Static)?.IsLiteral == true).Select(type => type.FullName).Order(),
            SettingNames.Options.Select(type => type.FullName).Order());
    }

    private static void Check(string name, bool own)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(name, "3")]).Build();
        SettingNames.Check(configuration, own ? configuration.Providers : []);
    }
}
