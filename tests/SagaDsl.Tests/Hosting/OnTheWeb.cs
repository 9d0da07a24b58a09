using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Trace;

namespace SagaDsl.Tests.HostingTests;

/// <summary>An ASP.NET Core application: its requests are traced, and its endpoints return what clients give.</summary>
public class OnTheWeb
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task Spans_of_a_saga_arrive_whether_the_source_of_ASP_NET_Core_is_added_or_not(bool added)
    {
        var spans = new List<Activity>();
        await using var app = await StartAsync(services => services.AddOpenTelemetry().WithTracing(tracing =>
        {
            tracing.AddSource("SagaDsl").AddInMemoryExporter(spans);
            if (added)
                tracing.AddSource("Microsoft.AspNetCore");
        }));
        using var http = new HttpClient { BaseAddress = new(app.Urls.Single()) };
        (await http.PostAsync("/orders/traced", null)).EnsureSuccessStatusCode();
        app.Services.GetRequiredService<TracerProvider>().ForceFlush();
        await app.StopAsync();

        var saga = spans.Single(span => span.OperationName == "one");
        var call = spans.Single(span => span.OperationName == "one 1");
        Assert.Equal(saga.SpanId, call.ParentSpanId);
        if (added)
            Assert.Equal(spans.Single(span => span.Source.Name == "Microsoft.AspNetCore").SpanId, saga.ParentSpanId);
        else
            Assert.NotEqual(default, Assert.Single(saga.Links).Context.SpanId);
    }

    [Fact]
    public async Task Requests_that_are_sampled_out_take_their_sagas_with_them()
    {
        var spans = new List<Activity>();
        await using var app = await StartAsync(services => services.AddOpenTelemetry().WithTracing(tracing =>
            tracing.AddSource("SagaDsl").AddSource("Microsoft.AspNetCore").SetSampler(new ParentBasedSampler(new AlwaysOffSampler()))
                .AddInMemoryExporter(spans)));
        using var http = new HttpClient { BaseAddress = new(app.Urls.Single()) };
        (await http.PostAsync("/orders/dropped", null)).EnsureSuccessStatusCode();
        await app.StopAsync();
        Assert.Empty(spans);
    }

    [Fact]
    public async Task Histories_snapshots_lists_and_answers_are_readable_as_an_endpoint_returns_them()
    {
        await using var app = await StartAsync();
        using var http = new HttpClient { BaseAddress = new(app.Urls.Single()) };
        (await http.PostAsync("/orders/42", null)).EnsureSuccessStatusCode();

        var records = await http.GetFromJsonAsync<JsonElement>("/orders/42/history");
        Assert.Equal("StepScheduled", records[0].GetProperty("entries")[1].GetProperty("type").GetString());
        Assert.Equal(64, records[0].GetProperty("hash").GetString()!.Length);
        Assert.Equal(records[0].GetProperty("hash").GetString(), records[1].GetProperty("previous").GetString());
        Assert.Equal("{\"type\":\"StepCompleted\",\"step\":\"1\",\"attempt\":1}", records[1].GetProperty("entries")[0].GetRawText());

        var snapshot = await http.GetFromJsonAsync<JsonElement>("/orders/42");
        Assert.Equal(("Completed", "Terminal"), (snapshot.GetProperty("status").GetString(), snapshot.GetProperty("work").GetString()));
        Assert.Equal(("Completed", "None"),
            (snapshot.GetProperty("steps")[0].GetProperty("state").GetString(), snapshot.GetProperty("steps")[0].GetProperty("undo").GetString()));

        var list = await http.GetFromJsonAsync<JsonElement>("/orders");
        Assert.Equal("Terminal", list[0].GetProperty("status").GetProperty("work").GetString());
        Assert.Equal("Refused", (await http.GetFromJsonAsync<JsonElement>("/orders/42/cancel")).GetProperty("verdict").GetString());
        await app.StopAsync();
    }

    private static async Task<WebApplication> StartAsync(Action<IServiceCollection>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        // As in every application: it is the log that makes ASP.NET Core begin an activity for each request.
        builder.Logging.ClearProviders().AddProvider(new TestLog());
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSagas(s => Plain.Add(s, "one").UseMemory());
        configure?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapPost("/orders/{id}", async (string id, PlainClient client) => (await client.RunAsync(id)).Status);
        app.MapGet("/orders/{id}/history", (string id, PlainClient client) => client[id].HistoryAsync());
        app.MapGet("/orders/{id}/cancel", (string id, PlainClient client) => client[id].As("ann", "why").CancelAsync());
        app.MapGet("/orders/{id}", (string id, PlainClient client) => client[id].GetAsync());
        app.MapGet("/orders", (SagaRuntime runtime) => runtime.ListAsync(new()));
        await app.StartAsync();
        return app;
    }
}
