using System.Runtime.InteropServices;

namespace Assistant.MediaWorker.Sandbox;

/// <summary>seccomp: no network, no writing, no reaching into other processes. Holds for the calling thread and all that it executes.</summary>
internal static unsafe class SyscallFilter
{
    private const nint Seccomp = 317, SetModeFilter = 1;
    private const uint OpenForWriting = 0x1 | 0x2 | 0x40 | 0x200; // O_WRONLY, O_RDWR, O_CREAT, O_TRUNC
    private const uint NewNamespaces = 0x7E020000;

    /// <returns>Whether it holds.</returns>
    public static bool Apply()
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64)
            return false;
        var program = Rules().Build();
        fixed (BpfProgram.Instruction* first = program)
        {
            var filter = new Filter((ushort)program.Length, first);
            return NativeMethods.syscall(Seccomp, SetModeFilter, 0, (nint)(&filter), 0) == 0;
        }
    }

    private static BpfProgram Rules()
    {
        var rules = new BpfProgram();
        rules.DenyIfAnyBit(Syscalls.OpenAt, 2, OpenForWriting);
        rules.DenyIfAnyBit(Syscalls.Open, 1, OpenForWriting);
        rules.DenyIfAnyBit(Syscalls.Clone, 0, NewNamespaces);
        rules.DenyIfAnyBit(Syscalls.Prlimit, 0, uint.MaxValue);
        foreach (var signal in (ReadOnlySpan<uint>)[Syscalls.Kill, Syscalls.Tgkill])
            rules.DenyUnlessEqual(signal, 0, (uint)Environment.ProcessId);
        rules.Hide(Syscalls.Clone3);
        rules.Hide(Syscalls.OpenAt2);
        rules.Deny([.. Syscalls.Network, .. Syscalls.Writing, .. Syscalls.System, Syscalls.Tkill]);
        return rules;
    }

    /// <summary>struct sock_fprog.</summary>
    private readonly struct Filter(ushort length, BpfProgram.Instruction* instructions)
    {
        public readonly ushort Length = length;
        public readonly BpfProgram.Instruction* Instructions = instructions;
    }
}
