namespace SagaDsl.Generator.Model;

/// <summary>The attributes that are read from syntax: asking symbols for their attributes costs three times as much.</summary>
internal enum KnownAttribute
{
    None,
    Step,
    Retry,
    Timeout,
    RejectOn,
    AtMostOnce,
    NoCompensation,
    From,
    FromInput,
    FromKeyedServices,
}
