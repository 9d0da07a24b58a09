using SagaDsl.Generator.Model;

namespace SagaDsl.Generator.Emit;

/// <summary>Writes the method that adds the saga, or the participant, to a runtime.</summary>
internal static class RegistrationPart
{
    private const string Builder = "global::SagaDsl.SagaBuilder";

    public static void Emit(CodeWriter code, SagaModel saga, string? refusal)
    {
        var add = Names.Escape(Code.AddMethod(saga));
        var called = Code.Xml(Code.Called(saga));
        var refused =
            $"/// <exception cref=\"global::SagaDsl.Definition.SagaDefinitionException\">The {Noun(saga)} cannot run; the message lists why.</exception>";
        code.Doc($"Adds {called}.");
        code.Line(Code.GeneratedCode);
        code.Block($"{Code.Accessibility(saga)} static partial class {Code.ExtensionClass(saga)}", () =>
        {
            var doc = $"Adds {called} to a runtime";
            if (refusal is not null)
                Method(doc + $": it throws, since the {Noun(saga)} cannot run as it is written.", $"{add}(this {Builder} sagas)",
                    $"throw new {Code.Definition}.SagaDefinitionException({Names.Literal(refusal)})");
            else if (saga.Json is { } json)
                Method(doc + ".", $"{add}(this {Builder} sagas)", Given(saga, $"{json.Code}.Default"));
            else
                Reflected(doc);
        });

        void Reflected(string doc)
        {
            code.Doc(doc + "; its values are read and written by reflection.").Line(refused).Line(Unsafe(Attribute(saga)));
            Signature($"{add}(this {Builder} sagas)", ByReflection(saga));
            code.Line();
            Method(doc + "; its values are read and written as a resolver says.",
                $"{add}(this {Builder} sagas, global::System.Text.Json.Serialization.Metadata.IJsonTypeInfoResolver json)", Given(saga, "json"));
        }

        void Method(string doc, string signature, string body)
        {
            code.Doc(doc).Line(refused);
            Signature(signature, body);
        }

        void Signature(string signature, string body) => code.Line($"public static {Builder} {signature} =>").Line($"    {body};");
    }

    /// <summary>What is said of a method that reflects.</summary>
    /// <param name="attribute">The attribute by which the class would name a context.</param>
    public static string Unsafe(string attribute)
    {
        var remedy = $"name a JsonSerializerContext, [{attribute}(Json = typeof(..))], or give a resolver.";
        return $"""
            [global::System.Diagnostics.CodeAnalysis.RequiresUnreferencedCode("JSON by reflection does not survive trimming: {remedy}")]
            [global::System.Diagnostics.CodeAnalysis.RequiresDynamicCode("JSON by reflection needs run-time code: {remedy}")]
            """;
    }

    private static string Given(SagaModel saga, string json) => IsParticipant(saga)
        ? $"sagas.AddParticipant<{Code.TypeName(saga)}>({json})"
        : $"sagas.Add({Definition(saga)}, {json}, {Client(saga)})";

    private static string ByReflection(SagaModel saga) => IsParticipant(saga)
        ? $"sagas.AddReflectedParticipant<{Code.TypeName(saga)}>()"
        : $"sagas.AddReflected({Definition(saga)}, {Client(saga)})";

    private static bool IsParticipant(SagaModel saga) => saga.DeclaredBy == KnownAttribute.Participant;

    private static string Noun(SagaModel saga) => IsParticipant(saga) ? "participant" : "saga";

    private static string Attribute(SagaModel saga) => saga.DeclaredBy.ToString();

    private static string Definition(SagaModel saga) => $"{Code.Definition}.SagaDefinition.Of<{Code.TypeName(saga)}>()";

    private static string Client(SagaModel saga) => $"static runtime => new {Names.Escape(saga.ClientName)}(runtime)";
}
