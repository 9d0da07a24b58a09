namespace SagaDsl.Transport;

/// <summary>A transport cannot be reached, or did not answer: what was sent may have arrived, and is sent again.</summary>
public sealed class TransportUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A transport refuses what it is given, and will go on refusing it: a message that is too large, credentials, permissions, settings.</summary>
public sealed class TransportRefusedException(string message, Exception? inner = null) : Exception(message, inner);
