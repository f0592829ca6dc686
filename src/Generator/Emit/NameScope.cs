using System;
using System.Collections.Generic;
using System.Linq;
using AutoDiff.Generator.Frontend;

namespace AutoDiff.Generator.Emit;

/// <summary>
/// Unique local names in one method. Seeded with every identifier the user wrote in the method, so that no generated local
/// hides something that the body refers to.
/// </summary>
internal sealed class NameScope
{
    private static readonly HashSet<string> Keywords = new(
        ("abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum "
        + "event explicit extern false finally fixed float for foreach goto if implicit in int interface internal is lock long namespace "
        + "new null object operator out override params private protected public readonly ref return sbyte sealed short sizeof "
        + "stackalloc static string struct switch this throw true try typeof uint ulong unchecked unsafe ushort using virtual void "
        + "volatile while").Split(' '),
        StringComparer.Ordinal);

    private readonly HashSet<string> _taken;
    private readonly HashSet<string> _released = new(StringComparer.Ordinal);

    public NameScope(IEnumerable<string> taken) => _taken = new HashSet<string>(taken, StringComparer.Ordinal);

    /// <summary>Keeps clear of what a method names, and of its parameters.</summary>
    public NameScope(SignatureModel signature)
        : this(signature.UserNames.Concat(signature.Parameters.Select(parameter => parameter.Name)))
    {
    }

    /// <summary>Takes a name as it is: a parameter's.</summary>
    public void Reserve(string name) => _taken.Add(name);

    /// <summary>The wished name, or the wished name with the first number from 2 that is free.</summary>
    public string Unique(string wish)
    {
        string name = wish;
        for (int n = 2; !_taken.Add(name) || Keywords.Contains(name); n++)
        {
            name = wish + n;
        }

        return name;
    }

    /// <summary>A name for the counter of a loop: that of an earlier loop may serve again, since no other local ever gets it.</summary>
    public string Counter(string wish) => _released.Remove(wish) ? wish : Unique(wish);

    /// <summary>Gives back the name of a counter.</summary>
    public void Release(string name) => _released.Add(name);

    /// <summary>The name as it must be written: keywords get their @.</summary>
    public static string Escape(string name) => Keywords.Contains(name) ? "@" + name : name;
}
