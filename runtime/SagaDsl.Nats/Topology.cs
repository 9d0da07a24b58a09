using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace SagaDsl.Transport.Nats;

/// <summary>The stream and the consumers: made where they are missing, and held against what they must be where they are there.</summary>
internal sealed class Topology(NatsEndpoint server, NatsJSContext jetStream, NatsNames names, NatsOptions options)
{
    /// <summary>From here on a consumer is made under a name with its one subject, and messages are known again by their id.</summary>
    private static readonly Version Oldest = new(2, 9);

    /// <exception cref="TransportRefusedException">The server is too old, or says no version.</exception>
    public void CheckServer()
    {
        var said = jetStream.Connection.ServerInfo?.Version ?? "";
        if (!Version.TryParse(said.Split('-', '+')[0], out var version) || version < Oldest)
            throw new TransportRefusedException($"{server.Description} is version '{said}'. Sagas need {Oldest} at least; 2.10.0 or newer is recommended.");
    }

    /// <summary>The stream is there, and is what it must be.</summary>
    public async Task EnsureStreamAsync(CancellationToken cancellationToken)
    {
        var wanted = Stream();
        INatsJSStream stream;
        try
        {
            stream = await jetStream.GetStreamAsync(names.Stream, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (NatsJSApiException e) when (Failures.IsMissing(e) && options.CreateStream)
        {
            stream = await MakeStreamAsync(wanted, cancellationToken).ConfigureAwait(false);
        }
        catch (NatsJSApiException e) when (Failures.IsMissing(e))
        {
            throw new TransportRefusedException(
                $"{server.Description} has no stream '{names.Stream}', and it is not to be made (NatsOptions.CreateStream). Make it, or let it be made.", e);
        }

        Compare($"Stream '{names.Stream}'", Differences(wanted, stream.Info.Config));
    }

    /// <summary>The consumer of an address is there, and is what it must be.</summary>
    public async Task<INatsJSConsumer> EnsureConsumerAsync(TransportAddress address, CancellationToken cancellationToken)
    {
        var wanted = Consumer(address);
        INatsJSConsumer consumer;
        try
        {
            consumer = await jetStream.GetConsumerAsync(names.Stream, wanted.Name!, cancellationToken).ConfigureAwait(false);
            // How long it waits is this version's to say: the one before may have said otherwise.
            if (consumer.Info.Config.AckWait != wanted.AckWait && !Differences(wanted, consumer.Info.Config).Any())
                consumer = await jetStream.CreateOrUpdateConsumerAsync(names.Stream, wanted, cancellationToken).ConfigureAwait(false);
        }
        catch (NatsJSApiException e) when (Failures.IsMissing(e))
        {
            consumer = await jetStream.CreateOrUpdateConsumerAsync(names.Stream, wanted, cancellationToken).ConfigureAwait(false);
        }

        Compare($"Consumer '{wanted.Name}' of stream '{names.Stream}'", Differences(wanted, consumer.Info.Config));
        return consumer;
    }

    private async Task<INatsJSStream> MakeStreamAsync(StreamConfig wanted, CancellationToken cancellationToken)
    {
        try
        {
            return await jetStream.CreateStreamAsync(wanted, cancellationToken).ConfigureAwait(false);
        }
        catch (NatsJSApiException e)
        {
            try
            {
                // Another process may have been quicker.
                return await jetStream.GetStreamAsync(names.Stream, cancellationToken: cancellationToken).ConfigureAwait(false);
            }
            catch (NatsJSApiException missing) when (Failures.IsMissing(missing))
            {
                throw Failures.Api(server, $"the stream '{names.Stream}' with subjects {string.Join(" and ", names.Subjects)}", e.Error, e);
            }
        }
    }

    /// <summary>What the stream is to be. No limits: one that is reached would drop messages, or refuse them for ever.</summary>
    private StreamConfig Stream() => new(names.Stream, names.Subjects)
    {
        Description = "Commands to participants and replies to sagas (SagaDsl)",
        Retention = StreamConfigRetention.Workqueue,
        Storage = options.Storage,
        NumReplicas = options.Replicas,
        DuplicateWindow = TimeSpan.FromMinutes(2),
        MaxMsgs = -1,
        MaxBytes = -1,
        MaxMsgsPerSubject = -1,
        MaxMsgSize = -1,
        MaxConsumers = -1,
    };

    private ConsumerConfig Consumer(TransportAddress address) => new(NatsNames.ConsumerOf(address))
    {
        DurableName = NatsNames.ConsumerOf(address),
        FilterSubject = names.SubjectOf(address),
        AckPolicy = ConsumerConfigAckPolicy.Explicit,
        DeliverPolicy = ConsumerConfigDeliverPolicy.All,
        AckWait = options.AckWait,
        MaxDeliver = -1,
        // Messages that wait to be tried again count too: they must not stop the others.
        MaxAckPending = -1,
    };

    private static IEnumerable<string> Differences(StreamConfig wanted, StreamConfig found)
    {
        if (!(found.Subjects ?? []).ToHashSet(StringComparer.Ordinal).SetEquals(wanted.Subjects!))
            yield return Differs("subjects", string.Join(' ', wanted.Subjects!), string.Join(' ', found.Subjects ?? []));
        if (found.Retention != wanted.Retention)
            yield return Differs("retention", wanted.Retention, found.Retention);
        if (found.Storage != wanted.Storage)
            yield return Differs("storage", wanted.Storage, found.Storage);
        if (found.NumReplicas < wanted.NumReplicas)
            yield return Differs("num_replicas", wanted.NumReplicas, found.NumReplicas);
        foreach (var (limit, value) in new[]
        {
            ("max_msgs", found.MaxMsgs), ("max_bytes", found.MaxBytes), ("max_msgs_per_subject", found.MaxMsgsPerSubject),
            ("max_msg_size", found.MaxMsgSize), ("max_age", found.MaxAge.Ticks),
        })
        {
            if (value > 0)
                yield return Differs(limit, "no limit", limit == "max_age" ? found.MaxAge : value);
        }

        if (found.NoAck)
            yield return Differs("no_ack", false, true);
        if (found.Sealed)
            yield return Differs("sealed", false, true);
        if (found.Mirror is not null)
            yield return Differs("mirror", "none", found.Mirror.Name);
    }

    private static IEnumerable<string> Differences(ConsumerConfig wanted, ConsumerConfig found)
    {
        if (found.FilterSubject != wanted.FilterSubject)
            yield return Differs("filter_subject", wanted.FilterSubject, found.FilterSubject ?? "none");
        if (found.AckPolicy != wanted.AckPolicy)
            yield return Differs("ack_policy", wanted.AckPolicy, found.AckPolicy);
        if (found.DeliverPolicy != wanted.DeliverPolicy)
            yield return Differs("deliver_policy", wanted.DeliverPolicy, found.DeliverPolicy);
        if (found.MaxDeliver > 0)
            yield return Differs("max_deliver", "no limit", found.MaxDeliver);
        if (found.DeliverSubject is { } push)
            yield return Differs("deliver_subject", "none", push);
        if (found.HeadersOnly)
            yield return Differs("headers_only", false, true);
    }

    private static string Differs(string setting, object? wanted, object? found) => $"{setting} is {found}, not {wanted}";

    private void Compare(string what, IEnumerable<string> differences)
    {
        if (differences.ToList() is { Count: > 0 } said)
            throw new TransportRefusedException(
                $"{what} on {server.Description} has other settings than the sagas' messages need: {string.Join("; ", said)}. Name another stream " +
                "(NatsOptions.Stream), or take this one away so that it is made anew.");
    }
}
