using System;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;

namespace AutoDiff;

/// <summary>The compiler of Direct3D, which is a part of Windows. A test tool compiles this file too.</summary>
internal static unsafe partial class D3DCompiler
{
    /// <summary>The library.</summary>
    public const string Library = "d3dcompiler_47.dll";

    // D3DCOMPILE_OPTIMIZATION_LEVEL3, and D3DCOMPILE_IEEE_STRICTNESS: without it the compiler takes numbers for finite, so that x - x is 0 and comparisons with NaN are wrong.
    private const uint Flags = (1u << 15) | (1u << 13);

    // The compiler's recursion is as deep as an expression.
    private const int StackBytes = 64 << 20;

    // Beside this assembly or in the system, never in the current directory.
    private const DllImportSearchPath SearchPath = DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.System32;

    /// <summary>Whether the library is there.</summary>
    public static bool IsInstalled => NativeLibrary.TryLoad(Library, typeof(D3DCompiler).Assembly, SearchPath, out _);

    /// <summary>Compiles a shader.</summary>
    /// <param name="text">The HLSL, with the entry point <c>Execute</c>.</param>
    /// <param name="messages">Receives errors and warnings, or null where there are none.</param>
    /// <returns>The bytecode, or null where the text does not compile.</returns>
    /// <exception cref="DllNotFoundException">The compiler is not there.</exception>
    public static byte[]? Compile(string text, out string? messages)
    {
        (byte[]? Code, string? Messages) result = default;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = CompileHere(Encoding.UTF8.GetBytes(text));
                }
                catch (Exception exception)
                {
                    // It would end the process.
                    failure = ExceptionDispatchInfo.Capture(exception);
                }
            },
            StackBytes)
        {
            IsBackground = true,
        };
        thread.Start();
        thread.Join();
        failure?.Throw();
        messages = result.Messages;
        return result.Code;
    }

    private static (byte[]? Code, string? Messages) CompileHere(byte[] source)
    {
        void* code = null;
        void* errors = null;
        try
        {
            int result;
            fixed (byte* text = source, entry = "Execute\0"u8, target = "cs_5_1\0"u8)
            {
                result = D3DCompile(text, (nuint)source.Length, null, null, null, entry, target, Flags, 0, &code, &errors);
            }

            string? messages = errors is not null ? Encoding.UTF8.GetString(Bytes(errors)).TrimEnd('\0', '\n') : result < 0 ? $"Error 0x{result:X8}." : null;
            return (result < 0 || code is null ? null : Bytes(code).ToArray(), messages);
        }
        finally
        {
            Release(code);
            Release(errors);
        }
    }

    // The members of ID3DBlob behind those of IUnknown: GetBufferPointer, GetBufferSize.
    private static ReadOnlySpan<byte> Bytes(void* blob)
    {
        void** members = *(void***)blob;
        byte* bytes = ((delegate* unmanaged[Stdcall]<void*, byte*>)members[3])(blob);
        nuint length = ((delegate* unmanaged[Stdcall]<void*, nuint>)members[4])(blob);
        return new ReadOnlySpan<byte>(bytes, checked((int)length));
    }

    private static void Release(void* blob)
    {
        if (blob is not null)
        {
            ((delegate* unmanaged[Stdcall]<void*, uint>)(*(void***)blob)[2])(blob);
        }
    }

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(SearchPath)]
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
