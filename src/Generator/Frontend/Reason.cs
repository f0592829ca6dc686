namespace AutoDiff.Generator.Frontend;

/// <summary>The ids of the reasons why a method is not differentiated; <c>Diagnostics.Catalogue</c> holds their texts.</summary>
internal static class Reason
{
    // How the attribute is used.
    public const string TypeNotPartial = "DIFF0001";
    public const string NotStatic = "DIFF0002";
    public const string LocalFunctionAttributed = "DIFF0003";
    public const string NoBody = "DIFF0004";
    public const string MethodKind = "DIFF0005";
    public const string NoActiveParameter = "DIFF0006";
    public const string ResultNotReal = "DIFF0007";
    public const string ParameterByReference = "DIFF0008";
    public const string ParameterType = "DIFF0009";
    public const string Constraint = "DIFF0010";
    public const string MemberTaken = "DIFF0011";
    public const string OverloadsCollide = "DIFF0012";
    public const string GraphLeftOut = "DIFF0013";
    public const string FileLocal = "DIFF0014";

    // Constructs.
    public const string Loop = "DIFF1001";
    public const string Buffer = "DIFF1002";
    public const string Object = "DIFF1003";
    public const string Delegate = "DIFF1004";
    public const string Recursion = "DIFF1005";
    public const string Exceptions = "DIFF1006";
    public const string AsyncOrIterator = "DIFF1007";
    public const string Unsafe = "DIFF1008";
    public const string Dynamic = "DIFF1009";
    public const string Goto = "DIFF1010";
    public const string StateWritten = "DIFF1012";
    public const string Reference = "DIFF1013";
    public const string Pattern = "DIFF1014";
    public const string NullHandling = "DIFF1015";
    public const string Construct = "DIFF1016";
    public const string TooDeep = "DIFF1017";
    public const string Inaccessible = "DIFF1018";
    public const string BufferCarried = "DIFF1020";

    // Mathematics.
    public const string NoDerivative = "DIFF2001";
    public const string LosingConversion = "DIFF2002";
    public const string CalleeMembers = "DIFF2003";
    public const string EqualityOfReals = "DIFF2004";
    public const string RunsTwice = "DIFF2005";

    // Graphics processors, where the method is to run on them.
    public const string NotElementwise = "DIFF3001";
    public const string NoTensorMember = "DIFF3002";
    public const string DeviceConstruct = "DIFF3003";
    public const string DeviceType = "DIFF3004";
    public const string DeviceDouble = "DIFF3005";

    public const string Internal = "DIFF9001";
}
