using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Emit;

/// <summary>Writes the method that adds the saga to a runtime.</summary>
internal static class RegistrationPart
{
    public const string Unsafe =
        $"""
        [global::System.Diagnostics.CodeAnalysis.RequiresUnreferencedCode("JSON by reflection does not survive trimming: {Remedy}")]
        [global::System.Diagnostics.CodeAnalysis.RequiresDynamicCode("JSON by reflection needs run-time code: {Remedy}")]
        """;

    private const string Remedy = "name a JsonSerializerContext, [Saga(Json = typeof(..))], or give a resolver.";

    private const string Builder = "global::SagaDsl.SagaBuilder";
    private const string Refused =
        "/// <exception cref=\"global::SagaDsl.Definition.SagaDefinitionException\">The saga cannot run; the message lists why.</exception>";

    public static void Emit(CodeWriter code, SagaModel saga, string? refusal)
    {
        var add = Names.Escape(Code.AddMethod(saga));
        var doc = $"Adds saga '{Code.Xml(saga.Name ?? saga.Class)}' to a runtime";
        code.Doc($"Adds saga '{Code.Xml(saga.Name ?? saga.Class)}'.");
        code.Line(Code.GeneratedCode);
        code.Block($"{Code.Accessibility(saga)} static partial class {Code.ExtensionClass(saga)}", () =>
        {
            if (refusal is not null)
                Method(doc + ": it throws, since the saga cannot run as it is written.", $"{add}(this {Builder} sagas)",
                    $"throw new {Code.Definition}.SagaDefinitionException({Names.Literal(refusal)})");
            else if (saga.Json is { } json)
                Method(doc + ".", $"{add}(this {Builder} sagas)", $"sagas.Add({Definition(saga)}, {json.Code}.Default, {Client(saga)})");
            else
                Reflected(doc, add);
        });

        void Reflected(string doc, string add)
        {
            code.Doc(doc + "; its values are read and written by reflection.").Line(Refused).Line(Unsafe);
            Signature($"{add}(this {Builder} sagas)", $"sagas.AddReflected({Definition(saga)}, {Client(saga)})");
            code.Line();
            Method(doc + "; its values are read and written as a resolver says.",
                $"{add}(this {Builder} sagas, global::System.Text.Json.Serialization.Metadata.IJsonTypeInfoResolver json)",
                $"sagas.Add({Definition(saga)}, json, {Client(saga)})");
        }

        void Method(string doc, string signature, string body)
        {
            code.Doc(doc).Line(Refused);
            Signature(signature, body);
        }

        void Signature(string signature, string body) => code.Line($"public static {Builder} {signature} =>").Line($"    {body};");
    }

    private static string Definition(SagaModel saga) => $"{Code.Definition}.SagaDefinition.Of<{Code.TypeName(saga)}>()";

    private static string Client(SagaModel saga) => $"static runtime => new {Names.Escape(saga.ClientName)}(runtime)";
}
