using Microsoft.CodeAnalysis;

namespace SagaDsl.Analyzers;

/// <summary>SAGA6xx: how code outside of a saga uses its client.</summary>
internal static class UseDescriptors
{
    public const string Category = "SagaDsl.Use";

    public static readonly DiagnosticDescriptor StartDropped = new(
        "SAGA601", "A start is dropped",
        "The task of '{0}' is dropped: the caller goes on before the saga is durable, and a refused or failed start goes unnoticed",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: HelpLinks.For("SAGA601"));

    public static readonly DiagnosticDescriptor FreshInstanceId = new(
        "SAGA602", "An instance id made on the spot",
        "The instance id is made on the spot: a caller that tries again starts a second saga, and what it does is done twice",
        Category, DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: HelpLinks.For("SAGA602"));

    public static readonly DiagnosticDescriptor CompensatedForgotten = new(
        "SAGA603", "The compensated outcome is forgotten",
        "This switch has neither a case for Compensated nor a default: a saga that was turned back falls through and looks like success",
        Category, DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: HelpLinks.For("SAGA603"));
}
