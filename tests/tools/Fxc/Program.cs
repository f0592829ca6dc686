using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;

namespace AutoDiff.Tools.Fxc;

/// <summary>
/// Compiles every shader of a folder as the ComputeSharp back end does, with the compiler of Direct3D, and prints what that has to say. Runs on Windows, or on Linux
/// through Wine: see fxc-on-linux.sh.
/// </summary>
internal static unsafe partial class Program
{
    // D3DCOMPILE_OPTIMIZATION_LEVEL3 and D3DCOMPILE_IEEE_STRICTNESS.
    private const uint Flags = (1u << 15) | (1u << 13);

    // The compiler's recursion is as deep as an expression.
    private const int StackSize = 64 << 20;

    private static int Main(string[] arguments)
    {
        if (arguments.Length != 1 || !Directory.Exists(arguments[0]))
        {
            Console.Error.WriteLine("Usage: AutoDiff.Tools.Fxc FOLDER");
            return 2;
        }

        int count = 0;
        int complaints = 0;
        foreach (string file in Directory.EnumerateFiles(arguments[0], "*.hlsl"))
        {
            string? message = Compile(File.ReadAllBytes(file));
            count++;
            if (message is not null)
            {
                complaints++;
                Console.WriteLine($"{Path.GetFileName(file)}: {message}");
            }
        }

        Console.WriteLine($"{count} shaders, {complaints} with messages");
        return complaints == 0 ? 0 : 1;
    }

    /// <summary>What the compiler says: errors and warnings, or null.</summary>
    private static string? Compile(byte[] source)
    {
        string? message = null;
        var thread = new Thread(() => message = CompileHere(source), StackSize);
        thread.Start();
        thread.Join();
        return message;
    }

    private static string? CompileHere(byte[] source)
    {
        void* code = null;
        void* errors = null;
        int result;
        fixed (byte* text = source, entry = "Execute\0"u8, target = "cs_5_1\0"u8)
        {
            result = D3DCompile(text, (nuint)source.Length, null, null, null, entry, target, Flags, 0, &code, &errors);
        }

        string? message = errors is not null ? Text(errors) : result < 0 ? $"error 0x{result:X8}" : null;
        Release(code);
        Release(errors);
        return message;
    }

    // The members of ID3DBlob behind those of IUnknown: GetBufferPointer, GetBufferSize.
    private static string Text(void* blob)
    {
        void** members = *(void***)blob;
        byte* bytes = ((delegate* unmanaged[Stdcall]<void*, byte*>)members[3])(blob);
        nuint length = ((delegate* unmanaged[Stdcall]<void*, nuint>)members[4])(blob);
        return Encoding.UTF8.GetString(bytes, (int)length).TrimEnd('\0', '\n');
    }

    private static void Release(void* blob)
    {
        if (blob is not null)
        {
            ((delegate* unmanaged[Stdcall]<void*, uint>)(*(void***)blob)[2])(blob);
        }
    }

    [LibraryImport("d3dcompiler_47.dll")]
    private static partial int D3DCompile(
        byte* source,
        nuint length,
        byte* name,
        void* macros,
        void* include,
        byte* entry,
        byte* target,
        uint flags,
        uint effectFlags,
        void** code,
        void** errors);
}
