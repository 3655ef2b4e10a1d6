namespace Assistant.Memory.Facts.Rules.Chinese;

/// <summary>Rules of one topic: what a clause states in its message, possibly nothing.</summary>
internal interface IChineseRule
{
    IEnumerable<Draft> Read(Clause clause, ChineseContext context);
}
