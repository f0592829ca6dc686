using System;

namespace AutoDiff.Generator.Tests.Random;

/// <summary>What random programs may contain, beside arithmetic, functions and locals that are reassigned.</summary>
[Flags]
internal enum Features
{
    None = 0,

    /// <summary><c>if</c>, <c>?:</c>, <c>switch</c> expressions, flags, early returns.</summary>
    Branches = 1 << 0,

    /// <summary><c>throw</c> behind a condition.</summary>
    Guards = 1 << 1,

    /// <summary>A method of numbers, and the program itself where it takes numbers alone.</summary>
    Calls = 1 << 2,

    /// <summary>Locals of type int, which may depend on numbers.</summary>
    Integers = 1 << 3,

    /// <summary>Assignments of several at once, swaps among them.</summary>
    Tuples = 1 << 4,

    /// <summary>Counted loops: up, down, in steps, empty, triangular, with a second condition.</summary>
    Loops = 1 << 5,

    /// <summary><c>while</c> and <c>do</c>.</summary>
    While = 1 << 6,

    /// <summary><c>break</c>, <c>continue</c>, <c>return</c> out of loops; counters that the body moves.</summary>
    Jumps = 1 << 7,

    /// <summary>A parameter <c>double[]</c>, work arrays, elements read and written, <c>foreach</c> where there are loops.</summary>
    Arrays = 1 << 8,

    /// <summary>A parameter <c>Span&lt;double&gt;</c>, slices, which share elements with what they are cut from, <c>stackalloc</c>.</summary>
    Spans = 1 << 9,

    /// <summary>Variables that are bound to one array or span after another.</summary>
    Rebinding = 1 << 10,

    /// <summary>Calls whose arrays share elements.</summary>
    Overlaps = 1 << 11,

    /// <summary>A mutable struct: locals, copies, fields, <c>with</c>.</summary>
    Structs = 1 << 12,

    /// <summary>Methods and an operator of the struct.</summary>
    StructMembers = 1 << 13,

    /// <summary>Local variables by <c>ref</c>, to numbers, elements and fields.</summary>
    References = 1 << 14,

    /// <summary><c>switch</c> statements.</summary>
    SwitchStatements = 1 << 15,

    /// <summary>
    /// Local functions, static or such that read and write the variables around them: those that take arrays, references and structs, and
    /// two more, which conditions and bounds of loops call too.
    /// </summary>
    LocalFunctions = 1 << 16,

    /// <summary>A method that writes into a span and reads another.</summary>
    ArrayCalls = 1 << 17,

    /// <summary>A method with parameters by <c>ref</c> and <c>out</c>, which locals, elements and fields are passed for.</summary>
    ReferenceCalls = 1 << 18,

    /// <summary>A method from struct to struct, and a struct as a parameter of the program.</summary>
    StructCalls = 1 << 19,

    /// <summary>Recursion of the program where it takes arrays or a struct: what it writes may not overlap, whatever else may. And of the method with references.</summary>
    Recursion = 1 << 20,

    All = (1 << 21) - 1,
}
