#!/usr/bin/env bash
# Measures SagaDsl beside MassTransit Courier and raw limits, and prints one table. ./bench.sh --quick for a short form, --help for more.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
project=tests/SagaDsl.Benchmarks
dotnet build "$project" -c Release -v:quiet -nologo >&2
exec dotnet "$project/bin/Release/net10.0/SagaDsl.Benchmarks.dll" "$@"
