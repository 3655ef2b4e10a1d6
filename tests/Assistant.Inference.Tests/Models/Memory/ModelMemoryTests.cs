using Assistant.Agent;
using Assistant.Inference.Models;
using Assistant.Inference.Models.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Inference.Tests.Models.Memory;

public sealed class ModelMemoryTests : IDisposable
{
    private readonly SteppedClock _clock = new();
    private readonly CollectedLog _log = new();

    [Fact]
    public void Take_OfSeveral_GivesOneObjectLoadedOnce()
    {
        using var memory = Memory(100);
        var weights = new List<Weights>();
        using var model = Model(memory, "a", 10, weights);

        Parallel.For(0, 50, _ =>
        {
            using var lease = model.Take();
            Assert.False(lease.Value.Disposed);
        });

        Assert.Single(weights);
        Assert.Equal(10, memory.Bytes);
    }

    [Fact]
    public void Take_BeyondTheLimit_UnloadsWhatWasUsedLongestAgo()
    {
        using var memory = Memory(100);
        var weights = new List<Weights>();
        SharedModel<Weights>[] models = [Model(memory, "a", 40, weights), Model(memory, "b", 40, weights), Model(memory, "c", 40, weights)];
        Use(models[0]);
        Use(models[1]);
        Use(models[0]);

        Use(models[2]);

        Assert.Equal([true, false, true], models.Select(model => model.IsLoaded));
        Assert.Equal([false, true, false], weights.Select(each => each.Disposed));
        Assert.Equal(80, memory.Bytes);
        Use(models[1]);
        Assert.Equal([false, true, true], models.Select(model => model.IsLoaded));
        Assert.Equal(4, weights.Count);
        Assert.Contains(_log.Lines, line => line.Contains("The model b was unloaded (to make room", StringComparison.Ordinal));
    }

    [Fact]
    public void Take_WhileAllOthersAreInUse_PassesTheLimitAndSaysSo()
    {
        using var memory = Memory(100);
        var weights = new List<Weights>();
        var (a, b) = (Model(memory, "a", 80, weights), Model(memory, "b", 80, weights));

        using (var lease = a.Take())
        using (b.Take())
        {
            Assert.False(lease.Value.Disposed);
            Assert.Equal(160, memory.Bytes);
        }

        Assert.Single(_log.Lines, line => line.Contains("Inference:MemoryLimit", StringComparison.Ordinal));
        Use(Model(memory, "c", 10, weights));
        Assert.Equal(90, memory.Bytes);
    }

    [Fact]
    public void Take_OfAModelLargerThanTheLimit_SaysThatAndNotThatOthersAreInUse()
    {
        using var memory = Memory(100_000_000);
        var weights = new List<Weights>();
        var (small, large) = (Model(memory, "small", 40_000_000, weights), Model(memory, "large", 150_000_000, weights));
        Use(small);

        Use(large);

        Assert.Equal([false, true], [small.IsLoaded, large.IsLoaded]);
        Assert.Single(_log.Lines, line => line.StartsWith("large alone has 150 MB of files, more than Inference:MemoryLimit (100 MB)", StringComparison.Ordinal));
        Assert.DoesNotContain(_log.Lines, line => line.Contains("in use", StringComparison.Ordinal));
    }

    [Fact]
    public void Idle_ForTheTimeSet_IsUnloadedUnlessInUse()
    {
        using var memory = Memory(100, TimeSpan.FromMinutes(10));
        var weights = new List<Weights>();
        var (used, idle) = (Model(memory, "used", 10, weights), Model(memory, "idle", 10, weights));
        Use(idle);
        var lease = used.Take();

        _clock.Step(TimeSpan.FromMinutes(9));
        Assert.True(idle.IsLoaded);
        _clock.Step(TimeSpan.FromMinutes(2));

        Assert.False(idle.IsLoaded);
        Assert.False(lease.Value.Disposed);
        lease.Dispose();
        _clock.Step(TimeSpan.FromMinutes(9));
        Assert.True(used.IsLoaded);
        _clock.Step(TimeSpan.FromMinutes(2));
        Assert.False(used.IsLoaded);
        Assert.Equal(0, memory.Bytes);
    }

    [Fact]
    public void Dispose_WhileInUse_WaitsForTheLastUser()
    {
        using var memory = Memory(100);
        var weights = new List<Weights>();
        var model = Model(memory, "a", 10, weights);
        var (first, second) = (model.Take(), model.Take());

        Parallel.For(0, 4, _ => model.Dispose());
        first.Dispose();
        first.Dispose();
        Assert.False(weights[0].Disposed);
        second.Dispose();

        Assert.True(weights[0].Disposed);
        Assert.Equal(0, memory.Bytes);
        Assert.Throws<ObjectDisposedException>(() => model.Take());
    }

    /// <summary>Until the files are others, and then not at once: they may be coming still.</summary>
    [Fact]
    public void Take_OfFilesThatCannotBeLoaded_IsTriedOnceAndTakesNoRoom()
    {
        using var memory = Memory(100);
        var (tries, mark, works) = (0, "old", false);
        using var model = new SharedModel<Weights>("a", memory, _clock, () => 50, () => mark, () => works ? new() : throw Broken($"broken {++tries}"));

        Assert.IsType<ModelFileException>(Assert.Throws<ModelUnavailableException>(() => model.Take()).InnerException);
        _clock.Step(TimeSpan.FromHours(1));
        Assert.Equal((false, true), Assert.Throws<ModelUnavailableException>(() => model.Take()) is var again ? (again.IsFresh, again.InnerException is ModelFileException) : default);

        Assert.True(model.Failed);
        Assert.Equal((1, 0), (tries, memory.Bytes));
        (mark, works) = ("new", true);
        Assert.True(model.Failed);
        _clock.Step(TimeSpan.FromSeconds(5));
        Assert.False(model.Failed);
        Use(model);
        Assert.Equal(50, memory.Bytes);
    }

    /// <summary>A program's own mistake is as lasting as the files.</summary>
    [Fact]
    public void Take_AnyOtherFailure_IsNotTriedAgain()
    {
        using var memory = Memory(100);
        var tries = 0;
        using var model = new SharedModel<Weights>("a", memory, _clock, () => 50, () => "", () => ++tries > 0 ? throw new FormatException("odd") : new());

        Assert.True(Assert.Throws<ModelUnavailableException>(() => model.Take()).IsFresh);
        _clock.Step(TimeSpan.FromDays(1));

        Assert.False(Assert.Throws<ModelUnavailableException>(() => model.Take()).IsFresh);
        Assert.Equal(1, tries);
    }

    /// <summary>A part that is loaded late: who uses the model goes on, nobody gets it any more, and it goes with the last of them, though its files are others by then.</summary>
    [Fact]
    public void Fail_WhileInUse_LetsItGoWithTheLastUser()
    {
        using var memory = Memory(100);
        var (weights, mark) = (new List<Weights>(), "old");
        using var model = new SharedModel<Weights>("a", memory, _clock, () => 50, () => mark, () =>
        {
            weights.Add(new());
            return weights[^1];
        });
        var lease = model.Take();
        mark = "new";

        model.Fail(Broken("its other part"));
        _clock.Step(TimeSpan.FromMinutes(1));

        Assert.False(lease.Value.Disposed);
        Assert.True(model.Failed);
        Assert.Throws<ModelUnavailableException>(() => model.Take());
        lease.Dispose();
        Assert.True(weights[0].Disposed);
        Assert.True(model.Failed);
        mark = "newer";
        _clock.Step(TimeSpan.FromSeconds(5));
        Use(model);
        Assert.Equal(2, weights.Count);
    }

    /// <summary>As a file does of which the graph is changed.</summary>
    [Fact]
    public void Take_LoadThatTakesMuchInPassing_GivesItBackAtOnce()
    {
        using var memory = Memory(100);
        var passing = new List<WeakReference>();
        using var model = new SharedModel<Weights>("a", memory, _clock, () => 50, () => "", () =>
        {
            Passing(passing);
            return new();
        });

        Use(model);

        Assert.False(Assert.Single(passing).IsAlive);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static void Passing(List<WeakReference> passing) => passing.Add(new(new byte[65 << 20]));
    }

    public static TheoryData<Exception> MayPass => [new InsufficientMemoryException(), new IOException("Too many open files"), new ModelFileException("/nowhere/that-is-being-replaced.onnx")];

    /// <summary>What is no fault of the files.</summary>
    [Theory]
    [MemberData(nameof(MayPass), DisableDiscoveryEnumeration = true)]
    public void Take_WhatMayPass_IsTriedAgainAfterOneTwoFourMinutes(Exception failure)
    {
        using var memory = Memory(100);
        var (tries, works) = (0, false);
        using var model = new SharedModel<Weights>("a", memory, _clock, () => 50, () => $"{tries}", () => ++tries > 0 && works ? new() : throw failure);

        foreach (var minutes in new[] { 1, 2, 4, 8, 16, 32, 60, 60 })
        {
            var told = Assert.Throws<ModelUnavailableException>(() => model.Take());
            Assert.True(told.IsFresh);
            Assert.Equal(failure is InsufficientMemoryException, told.Message.Contains("not enough memory for the model a", StringComparison.Ordinal));
            _clock.Step(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
            Assert.False(Assert.Throws<ModelUnavailableException>(() => model.Take()).IsFresh);
            Assert.True(model.Failed);
            _clock.Step(TimeSpan.FromSeconds(1));
            Assert.False(model.Failed);
        }

        works = true;
        Use(model);
        Assert.Equal((9, true), (tries, model.IsLoaded));
        Assert.True(model.TryUnload());
        works = false;
        Assert.Throws<ModelUnavailableException>(() => model.Take());
        _clock.Step(TimeSpan.FromMinutes(1));
        Assert.False(model.Failed);
    }

    [Fact]
    public async Task TakeAsync_CancelledWhileItLoads_DoesNotWaitAndTheModelIsThereForTheNext()
    {
        using var memory = Memory(100);
        using var go = new ManualResetEventSlim();
        using var cancel = new CancellationTokenSource();
        using var model = new SharedModel<Weights>("a", memory, _clock, () => 50, () => "", () =>
        {
            go.Wait(TestContext.Current.CancellationToken);
            return new();
        });
        var taking = model.TakeAsync(cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => taking.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        Assert.False(model.IsLoaded);
        go.Set();
        using (var lease = await model.TakeAsync(TestContext.Current.CancellationToken))
            Assert.False(lease.Value.Disposed);
        // Nobody is left in it: not the one who went away either.
        while (!model.TryUnload())
            await Task.Delay(5, TestContext.Current.CancellationToken);
        Assert.Equal(0, memory.Bytes);
    }

    /// <summary>Users that come and go while others are unloaded under their feet: nobody ever holds what was disposed of, and the books balance.</summary>
    [Fact]
    public void TakeAndUnload_ByManyAtOnce_NeverDisposesWhatIsInUse()
    {
        using var memory = Memory(100);
        var weights = new List<Weights>();
        var models = Enumerable.Range(0, 4).Select(i => Model(memory, $"m{i}", 40, weights)).ToArray();

        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, worker =>
        {
            var random = new Random(worker);
            for (var i = 0; i < 500; i++)
            {
                using var lease = models[random.Next(4)].Take();
                Assert.False(lease.Value.Disposed);
                if (random.Next(3) == 0)
                    models[random.Next(4)].TryUnload();
                Assert.False(lease.Value.Disposed);
            }
        });

        foreach (var model in models)
            model.Dispose();
        Assert.Equal(0, memory.Bytes);
        Assert.All(weights, each => Assert.True(each.Disposed));
    }

    [Fact]
    public void Limit_NotSet_IsHalfOfWhatThisProcessMayHave()
    {
        using var memory = Memory(0);

        Assert.InRange(memory.Limit, 1, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2 + 1);
    }

    /// <summary>Real models: the second makes the first go, and the first comes back with the same vectors.</summary>
    [Fact]
    public async Task SentenceModels_BeyondTheLimit_GoAndComeBackTheSame()
    {
        _ = InferenceFixture.Model("bge-small-en-v1.5");
        _ = InferenceFixture.Model("bge-small-zh-v1.5");
        await using var services = InferenceFixture.Services(log: _log, settings: [("Inference:MemoryLimit", "40000000")]);
        var encoder = services.GetRequiredService<ISentenceEncoder>();
        var memory = services.GetRequiredService<ModelMemory>();

        var before = (await encoder.EncodeAsync(["Where is the key?"], true, "en", TestContext.Current.CancellationToken))[0];
        var english = memory.Bytes;
        _ = await encoder.EncodeAsync(["钥匙在哪里？"], true, "zh", TestContext.Current.CancellationToken);
        var chinese = memory.Bytes;
        var after = (await encoder.EncodeAsync(["Where is the key?"], true, "en", TestContext.Current.CancellationToken))[0];

        Assert.Equal(before, after);
        Assert.InRange(english, 30_000_000, 40_000_000);
        Assert.InRange(chinese, 20_000_000, 30_000_000);
        Assert.Equal(english, memory.Bytes);
        Assert.Equal(2, _log.Lines.Count(line => line.Contains("was unloaded (to make room", StringComparison.Ordinal)));
    }

    public void Dispose() => _log.Dispose();

    private static ModelFileException Broken(string reason) => new(typeof(ModelMemoryTests).Assembly.Location, reason: reason);

    private ModelMemory Memory(long limit, TimeSpan unloadAfter = default) =>
        new(Options.Create(new InferenceOptions { MemoryLimit = limit, UnloadAfter = unloadAfter }), _clock, new Logger<ModelMemory>(new LoggerFactory([_log])));

    private SharedModel<Weights> Model(ModelMemory memory, string name, long bytes, List<Weights> made) => new(name, memory, _clock, () => bytes, () => "", () =>
    {
        var weights = new Weights();
        lock (made)
            made.Add(weights);
        return weights;
    });

    private void Use(SharedModel<Weights> model)
    {
        using (model.Take())
            _clock.Step(TimeSpan.FromSeconds(1));
    }

    private sealed class Weights : IDisposable
    {
        public bool Disposed { get; private set; }

        public void Dispose()
        {
            Assert.False(Disposed);
            Disposed = true;
        }
    }
}
