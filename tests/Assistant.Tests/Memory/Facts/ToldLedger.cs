using Assistant.Memory.Facts;
using Assistant.Memory.Facts.Rules;

namespace Assistant.Tests.Memory.Facts;

/// <summary>What the rules draw from sentences that a person says on one day after the other: episodes e0, e1 and so on.</summary>
internal static class ToldLedger
{
    public static FactLedger Of(params string[] sentences)
    {
        var ledger = new FactLedger();
        foreach (var (i, sentence) in sentences.Index())
        {
            var said = new Utterance($"e{i}", sentence, TestTimes.Noon.AddDays(i));
            ledger.Add(said, new RuleFactExtractor().Read(said));
        }
        return ledger;
    }
}
