#!/usr/bin/env bash
# Builds everything once and runs every test project. The last line is the sum: "N passed, N failed[, N skipped]".
# Needs the .NET 10 SDK and nothing else; installs gcc, nats-server and postgresql where it can. Arguments go to `dotnet test`: ./test.sh --filter Kernel
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 2

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
results=artifacts/test-results

finish() { # passed failed skipped
  local line="$1 passed, $2 failed"
  [ "$3" -eq 0 ] || line="$line, $3 skipped"
  printf '%s\n' "$line"
  [ "$2" -eq 0 ]
  exit
}

give_up() { # message
  printf 'test.sh: %s\n' "$1" >&2
  finish 0 1 0
}

# The NativeAOT test links with clang or gcc. Without either it is skipped, and says so.
provide_linker() {
  if command -v clang >/dev/null || command -v gcc >/dev/null; then
    return
  fi
  if command -v apt-get >/dev/null && [ "$(id -u)" -eq 0 ]; then
    printf 'Installing gcc for the NativeAOT test ...\n'
    { apt-get update -qq && apt-get install -y -qq gcc libc6-dev; } >/dev/null 2>&1 ||
      printf 'gcc did not install: the NativeAOT test will be skipped.\n'
  else
    printf 'Neither clang nor gcc is here: the NativeAOT test will be skipped.\n'
  fi
}

# The tests of transports and of participants' databases start servers of their own. Without them those tests are skipped, and say so.
provide_servers() {
  local missing=() package
  PATH=$PATH:/usr/sbin
  command -v nats-server >/dev/null || missing+=(nats-server)
  compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || command -v postgres >/dev/null || missing+=(postgresql)
  [ ${#missing[@]} -gt 0 ] || return 0
  if command -v apt-get >/dev/null && [ "$(id -u)" -eq 0 ]; then
    printf 'Installing %s for the tests that start servers ...\n' "${missing[*]}"
    apt-get update -qq >/dev/null 2>&1
    for package in "${missing[@]}"; do
      DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$package" >/dev/null 2>&1 ||
        printf '%s did not install: the tests that start it will be skipped.\n' "$package"
    done
  else
    printf 'Not here: %s. The tests that start them will be skipped. apt-get install %s\n' "${missing[*]}" "${missing[*]}"
  fi
}

count() { # attribute of the Counters element, file
  sed -n "s/.*<Counters [^>]*$1=\"\([0-9]*\)\".*/\1/p" "$2" | head -n 1
}

command -v dotnet >/dev/null || give_up 'the .NET 10 SDK is not on the PATH (https://dot.net).'
provide_linker
provide_servers
rm -rf "$results"

dotnet build SagaDsl.sln -c Release -m:2 -v:minimal || give_up 'the build failed; no test ran.'

# One project after the other, or several at once where SAGADSL_TESTS_AT_ONCE says so; what each says is printed when it ends.
mkdir -p "$results"
at_once=${SAGADSL_TESTS_AT_ONCE:-1}
projects=(tests/SagaDsl.Tests tests/SagaDsl.Package.Tests)
for project in tests/*.Tests; do
  case " ${projects[*]} " in *" $project "*) ;; *) projects+=("$project") ;; esac
done

run() { # project, arguments of dotnet test
  local project=$1 name
  name=$(basename "$project")
  shift
  dotnet test "$project" -c Release --no-build -v:quiet \
    --logger "trx;LogFileName=$name.trx" --logger 'console;verbosity=minimal' --results-directory "$results" \
    --blame-hang --blame-hang-timeout 4m --blame-hang-dump-type none "$@" >"$results/$name.log" 2>&1
  printf '%s' $? >"$results/$name.status"
  (
    flock 9
    printf '\n== %s\n' "$name"
    cat "$results/$name.log"
  ) 9>"$results/.print"
}

for project in "${projects[@]}"; do
  while [ "$(jobs -rp | wc -l)" -ge "$at_once" ]; do wait -n; done
  run "$project" "$@" &
done
wait

passed=0 failed=0 skipped=0
for project in "${projects[@]}"; do
  name=$(basename "$project")
  report=$results/$name.trx status=$(cat "$results/$name.status" 2>/dev/null || echo 1)
  if [ ! -f "$report" ]; then
    # A filter that matches nothing leaves no report and is no failure.
    [ "$status" -eq 0 ] && continue
    printf '%s ended without a report (exit code %s): counted as one failure.\n' "$name" "$status" >&2
    failed=$((failed + 1))
    continue
  fi

  executed=$(count executed "$report") ok=$(count passed "$report")
  bad=$((executed - ok))
  if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then
    printf '%s did not end well (exit code %s): counted as one failure.\n' "$name" "$status" >&2
    bad=1
  fi
  passed=$((passed + ok)) failed=$((failed + bad))
  skipped=$((skipped + $(count total "$report") - executed))
done

printf '\n'
finish "$passed" "$failed" "$skipped"
