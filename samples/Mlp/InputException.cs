using System;

namespace AutoDiff.Samples.Mlp;

/// <summary>Arguments or a file are not as they should be; the message is for the user.</summary>
internal sealed class InputException(string message) : Exception(message);
