using SagaDsl.Journal;

namespace SagaDsl.Kernel;

/// <summary>Makes what a participant is sent, from the values that the step's parameters take. Pure, as far as user code is.</summary>
internal interface ICommandMaker
{
    /// <summary>The command of a step; or why it cannot be made.</summary>
    (Payload Command, StepError? Error) Make(int step);
}
