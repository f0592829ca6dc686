using System.Runtime.Versioning;

// As the package is marked.
[assembly: SupportedOSPlatform("windows6.2")]
