namespace Assistant.MediaWorker.Sandbox;

/// <summary>A classic BPF program over struct seccomp_data: rules by system call, then "allow".</summary>
internal sealed class BpfProgram
{
    private const ushort LoadWord = 0x20, JumpIfEqual = 0x15, JumpIfAtLeast = 0x35, JumpIfAnyBit = 0x45, Return = 0x06;
    private const uint NumberOffset = 0, ArchitectureOffset = 4, FirstArgument = 16;
    private const uint Allow = 0x7FFF0000, KillProcess = 0x80000000, Fail = 0x00050000;
    private const uint X64 = 0xC000003E, X32Bit = 0x40000000;
    private const uint NotPermitted = 1, NotImplemented = 38;

    private readonly List<Instruction> _program = [];

    public BpfProgram()
    {
        _program.Add(new(LoadWord, 0, 0, ArchitectureOffset));
        _program.Add(new(JumpIfEqual, 1, 0, X64));
        _program.Add(new(Return, 0, 0, KillProcess));
        _program.Add(new(LoadWord, 0, 0, NumberOffset));
        _program.Add(new(JumpIfAtLeast, 0, 1, X32Bit));
        _program.Add(new(Return, 0, 0, Fail | NotPermitted));
    }

    public void Deny(IEnumerable<uint> calls)
    {
        foreach (var call in calls)
            Answer(call, Fail | NotPermitted);
    }

    /// <summary>As if the kernel were older, so that the C library falls back to a call whose arguments can be tested.</summary>
    public void Hide(uint call) => Answer(call, Fail | NotImplemented);

    public void DenyIfAnyBit(uint call, int argument, uint bits) => Test(call, argument, JumpIfAnyBit, bits, deniedWhenTrue: true);

    public void DenyUnlessEqual(uint call, int argument, uint value) => Test(call, argument, JumpIfEqual, value, deniedWhenTrue: false);

    public Instruction[] Build() => [.. _program, new(Return, 0, 0, Allow)];

    private void Answer(uint call, uint answer)
    {
        _program.Add(new(JumpIfEqual, 0, 1, call));
        _program.Add(new(Return, 0, 0, answer));
    }

    private void Test(uint call, int argument, ushort test, uint value, bool deniedWhenTrue)
    {
        _program.Add(new(JumpIfEqual, 0, 4, call));
        _program.Add(new(LoadWord, 0, 0, FirstArgument + 8 * (uint)argument));
        _program.Add(new(test, deniedWhenTrue ? (byte)0 : (byte)1, deniedWhenTrue ? (byte)1 : (byte)0, value));
        _program.Add(new(Return, 0, 0, Fail | NotPermitted));
        _program.Add(new(Return, 0, 0, Allow));
    }

    /// <summary>struct sock_filter.</summary>
    internal readonly record struct Instruction(ushort Code, byte True, byte False, uint Value);
}
