using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Assistant.IntegrationTests.Model;

namespace Assistant.IntegrationTests.Processes;

/// <summary>ask and chat as commands of the shipped program: alone, beside a server, interrupted, in batches.</summary>
public sealed class TerminalTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("assistant-terminal-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(_folder.FullName, "data");

    [Fact]
    public async Task Ask_WhileAServerUsesTheDataFolder_IsAnsweredByItInTheSameConversation()
    {
        await using var model = await StubModelServer.StartAsync(Token);
        model.Otherwise = _ => StubReply.Text("The server says so.");
        var note = await FileAsync("note.txt", "The fee is 12 euros.");
        await using (var server = await ServerProgram.StartAsync(Checkout.Server, Data, Settings(model), null, null, Token))
        {
            var (code, output, errors) = await AskAsync("--json", "-c", "fees", "-f", note, "Write a poem about it");
            Assert.True(code == 0, errors);
            Assert.Contains("The server says so.", JsonDocument.Parse(output).RootElement.GetProperty("answer").GetString(), StringComparison.Ordinal);
            Assert.Equal(2, (await AskAsync("-f", Path.Combine(_folder.FullName, "none.txt"), "What?")).Code);
            await Task.Delay(TimeSpan.FromSeconds(3), Token);
            Assert.DoesNotContain("somebody else was faster", server.Output, StringComparison.Ordinal);
            Assert.Single(model.Requests);
        }

        var (later, alone, _) = await AskAsync("--json", "-c", "fees", "How much is the fee?");

        Assert.Equal(0, later);
        Assert.Contains("12", JsonDocument.Parse(alone).RootElement.GetProperty("answer").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_TwoAtOnceOnOneDataFolder_AreAnsweredOneAfterTheOther()
    {
        var both = await Task.WhenAll(AskAsync("--json", "What is 2+3?"), AskAsync("--json", "What is 3+4?"));

        Assert.All(both, each => Assert.True(each.Code == 0, each.Errors));
        Assert.Contains("5", both[0].Output, StringComparison.Ordinal);
        Assert.Contains("7", both[1].Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AskBatch_BadLinesAmongGoodOnes_GiveALineEachAndTheExitCodeOfAFailure()
    {
        var batch = await FileAsync("questions.jsonl", $$"""
            {"id":"a","question":"What is 2+3?"}
            {"id":"b","files":[""],"question":"What?"}
            no json

            {"id":"d","files":["{{_folder.FullName}}/none.txt"],"question":"What?"}
            {"id":"e","files":[null],"question":"What?"}
            {"id":"f"}
            {"id":"g","question":"What is 3+4?"}
            """);

        var (code, output, _) = await AskAsync("--batch", batch);

        Assert.Equal(1, code);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["a", "b", null, "d", "e", "f", "g"], lines.Select(line => line.TryGetProperty("id", out var id) ? id.GetString() : null));
        Assert.Equal([2, 3, 5, 6, 7], lines.Where(line => line.TryGetProperty("error", out _)).Select(line => line.GetProperty("line").GetInt32()));
        Assert.Contains("7", lines[^1].GetProperty("answer").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--file", "a.png")]
    [InlineData("--conversation", "c")]
    [InlineData("What is 3+4?")]
    public async Task Batch_BesideWhatItsLinesSay_IsWrongUsage(params string[] besides)
    {
        var (code, output, errors) = await AskAsync(["--batch", await FileAsync("questions.jsonl", """{"question":"What is 3+4?"}"""), .. besides]);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains("--batch goes alone", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_WithASettingThatCannotBe_SaysWhatIsWrongWithoutATrace()
    {
        var (code, output, errors) = await AskAsync("--Turns:MaxConcurrent", "abc", "What is 3+4?");

        Assert.Equal((1, ""), (code, output));
        Assert.Equal("Turns:MaxConcurrent is 'abc'; it must be a whole number, such as 10.", errors.Trim());
    }

    [Fact]
    public async Task Ask_OnADatabaseThatMayBeAServersElsewhere_IsRefusedAtOnce_AndNamesIt()
    {
        var began = Stopwatch.GetTimestamp();
        var (code, output, errors) = await AskAsync("--Storage:Provider", "postgres", "--Storage:ConnectionString", "Host=127.0.0.1;Port=9;Database=theirs;Password=hidden-word", "What is 3+4?");

        Assert.Equal((1, ""), (code, output));
        Assert.Contains("The database theirs at 127.0.0.1:9 belongs to the one server that uses it", errors, StringComparison.Ordinal);
        Assert.Contains("Cluster:Redis", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-word", errors, StringComparison.Ordinal);
        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Chat_WhatGoesWrong_IsToldOnStandardErrorAndByTheExitCode()
    {
        var none = Path.Combine(_folder.FullName, "none.txt");
        var (code, output, errors) = await ChatAsync($"/file {none}", "What is in it?", "What is 3+4?", "/quit");

        Assert.Equal(1, code);
        Assert.Contains("none.txt", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("none.txt", output, StringComparison.Ordinal);
        Assert.Contains("7", output, StringComparison.Ordinal);
        Assert.Equal(0, (await ChatAsync("What is 3+4?")).Code);
    }

    private async Task<(int Code, string Output, string Errors)> ChatAsync(params string[] lines)
    {
        using var chat = Process.Start(new ProcessStartInfo(Checkout.Server, ["chat", "--Data:Directory", Data]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (chat.StandardOutput.ReadToEndAsync(Token), chat.StandardError.ReadToEndAsync(Token));
        foreach (var line in lines)
            await chat.StandardInput.WriteLineAsync(line);
        chat.StandardInput.Close();
        await chat.WaitForExitAsync(Token);
        return (chat.ExitCode, await output, await errors);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Chat_CtrlC_StopsTheAnswerAndThenEndsTheProgram(bool besideAServer)
    {
        await using var model = await StubModelServer.StartAsync(Token);
        model.Then(StubReply.Stall("It begins so and"));
        model.Otherwise = _ => StubReply.Text("All of it.");
        await using var server = besideAServer ? await ServerProgram.StartAsync(Checkout.Server, Data, Settings(model), null, null, Token) : null;
        using var chat = new Typed(["chat", "--Data:Directory", Data, .. besideAServer ? [] : Settings(model).Select(setting => $"--{setting.Key}={setting.Value}")]);

        await chat.TypeAsync("Write a poem about rain");
        await UntilAsync(() => model.Requests.Count > 0, chat);
        await chat.InterruptAsync();
        await UntilAsync(() => chat.Output.Contains("Stopped.", StringComparison.Ordinal), chat);
        await chat.TypeAsync("Write a poem about snow");
        await UntilAsync(() => chat.Output.Contains("All of it.", StringComparison.Ordinal), chat);
        await chat.InterruptAsync();

        await chat.EndAsync(s_patience);
    }

    [Fact]
    public async Task Ask_CtrlC_EndsWithoutAnAnswer()
    {
        await using var model = await StubModelServer.StartAsync(Token);
        model.Then(StubReply.Stall("It begins so and"));
        using var ask = new Typed(["ask", "Write a poem about rain", "--Data:Directory", Data, .. Settings(model).Select(setting => $"--{setting.Key}={setting.Value}")]);
        await UntilAsync(() => model.Requests.Count > 0, ask);

        await ask.InterruptAsync();

        Assert.Equal(1, await ask.EndAsync(s_patience));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static Dictionary<string, string> Settings(StubModelServer model) => new() { ["Model:Endpoint"] = model.Endpoint.ToString(), ["Model:Name"] = "stub" };

    private Task<(int Code, string Output, string Errors)> AskAsync(params string[] arguments) => AssistantCommand.RunWithErrorsAsync(["ask", "--Data:Directory", Data, .. arguments], null, Token);

    private async Task<string> FileAsync(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        await File.WriteAllTextAsync(path, text, Token);
        return path;
    }

    private static async Task UntilAsync(Func<bool> isSo, Typed program)
    {
        var began = Stopwatch.GetTimestamp();
        while (!isSo())
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < s_patience, program.Output);
            await Task.Delay(50, Token);
        }
    }

    /// <summary>A command with somebody at its keyboard.</summary>
    private sealed class Typed : IDisposable
    {
        private readonly Process _process;
        private readonly StringBuilder _output = new();

        public Typed(string[] arguments)
        {
            _process = Process.Start(new ProcessStartInfo(Checkout.Server, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
            _process.OutputDataReceived += Keep;
            _process.ErrorDataReceived += Keep;
            _process.BeginOutputReadLine();
            _process.BeginErrorReadLine();
        }

        public string Output
        {
            get
            {
                lock (_output)
                    return _output.ToString();
            }
        }

        public async Task TypeAsync(string line)
        {
            await _process.StandardInput.WriteLineAsync(line);
            await _process.StandardInput.FlushAsync(Token);
        }

        public async Task InterruptAsync()
        {
            using var kill = Process.Start("kill", ["-INT", _process.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync(Token);
        }

        public async Task<int> EndAsync(TimeSpan within)
        {
            using var late = CancellationTokenSource.CreateLinkedTokenSource(Token);
            late.CancelAfter(within);
            await _process.WaitForExitAsync(late.Token);
            return _process.ExitCode;
        }

        public void Dispose()
        {
            if (!_process.HasExited)
                _process.Kill();
            _process.Dispose();
        }

        private void Keep(object sender, DataReceivedEventArgs line)
        {
            lock (_output)
                _output.AppendLine(line.Data);
        }
    }
}
