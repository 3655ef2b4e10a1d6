#!/usr/bin/env bash
# Sets everything up, builds and runs every test; ends with one line "N passed, N failed, N skipped".
#   ./test.sh           everything: unit, inference, integration, browser, crash (under 10 minutes warm on 2 cores)
#   ./test.sh --quick   unit and inference tests but those that run the larger models at length (under 90 s), for the inner loop
set -uo pipefail
cd "$(dirname "$0")"
. deploy/setup.sh

require_toolchain
projects="Assistant.Tests Assistant.Inference.Tests" leave_out="-trait- Cost=high"
install_npm_packages web
build_page
if [ "${1:-}" != --quick ]; then
  projects="$projects Assistant.IntegrationTests" leave_out=""
  install_debian_packages tests
  install_test_servers
  # Programs of others that the tests talk to; the speech peer is a benchmark's alone, and large.
  for peer in tests/peers/*/; do [ "$peer" = tests/peers/speech/ ] || install_npm_packages "${peer%/}"; done
  # What ships is tested: the program that the solution builds is newer after each commit, and not compiled ahead of time.
  if build_program; then export ASSISTANT_TEST_SERVER=$PWD/$program; else say "The program that ships could not be built, which counts as a failure; its tests run what the solution builds."; unbuilt=1; fi
  name_missing "chromium browser tests
espeak-ng tests of reading aloud
strace the test that nothing leaves the machine
docker-compose the check of deploy/compose.yaml
systemd-analyze the check of the systemd unit"
fi
find_models ../shared/models
if [ -z "${ASSISTANT_DATA_SETS:-}" ] && [ -d ../shared/data ]; then ASSISTANT_DATA_SETS=$(cd ../shared/data && pwd); export ASSISTANT_DATA_SETS; fi

# Most servers of the tests live for seconds: what the runtime learns of them is not earned back (a fifth of the processor time), nor is compiling once more what was called thirty times (an eighth).
export DOTNET_TieredPGO=0 DOTNET_TC_CallCountThreshold=500

say "Building ..."
dotnet build Assistant.sln -c Release -v quiet -nologo || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }

passed=0 failed=${unbuilt:-0} skipped=0
add() { passed=$((passed + $1)) failed=$((failed + $2)) skipped=$((skipped + $3)); }
# Runs one project's tests: its threads, and how far it stands back for others.
run_tests() {
  local log=artifacts/test-$1.log
  nice -n "$3" timeout --kill-after=30 2400 "artifacts/bin/$1/release_linux-x64/$1" -noColor -maxThreads "$2" $leave_out -result-junit "artifacts/test-$1.junit.xml" > "$log" 2>&1
  echo "ended with $?" >> "$log"
}
# timeout has a group of its own, which no Ctrl+C reaches; it passes on what it is told.
end_tests() {
  trap - INT TERM
  for job in $(jobs -p); do kill $(cat "/proc/$job/task/$job/children") 2>/dev/null; done
  exit 130
}
trap end_tests INT TERM
# Shows what failed or was skipped, and counts.
report() {
  local log=artifacts/test-$1.log code total errors f s
  code=$(sed -nE '$s/^ended with ([0-9]+)$/\1/p' "$log")
  # "Total: 27, Errors: 0, Failed: 1, Skipped: 2, Not Run: 0"
  read -r total errors f s <<< "$(sed -nE 's/.*Total: ([0-9]+), Errors: ([0-9]+), Failed: ([0-9]+), Skipped: ([0-9]+).*/\1 \2 \3 \4/p' "$log" | tail -n 1)"
  grep -A 1 -E '\[SKIP\]' "$log" | grep -v '^--' | cut -c1-300
  if [ -z "${total:-}" ]; then say "$1 ended with $code before its summary:"; tail -n 40 "$log"; add 0 1 0; return; fi
  f=$((f + errors))
  [ "$code" = 0 ] || [ "$f" -gt 0 ] || f=1
  [ "$f" = 0 ] || grep -A 25 -E '\[FAIL\]' "$log" | cut -c1-400 | head -n 200
  add $((total - f - s)) "$f" "$s"
}
say "Testing ${projects// /, } ..."
# Integration tests wait for other programs more than they compute: the unit tests fill their pauses. Those of inference measure, and run alone.
run_tests Assistant.Tests 1x 5 &
[[ $projects != *Assistant.IntegrationTests* ]] || run_tests Assistant.IntegrationTests 1.5x 0 &
wait
run_tests Assistant.Inference.Tests 1x 0 &
wait
for project in $projects; do report "$project"; done
if [ -f web/package.json ] && node -e 'process.exit(require("./web/package.json").scripts.test ? 0 : 1)'; then
  say "Testing web ..."
  (cd web && npm test --silent) > artifacts/test-web.log 2>&1 || tail -n 60 artifacts/test-web.log
  p=$(sed -nE 's/^(#|ℹ) pass ([0-9]+).*/\2/p' artifacts/test-web.log | tail -n 1) f=$(sed -nE 's/^(#|ℹ) fail ([0-9]+).*/\2/p' artifacts/test-web.log | tail -n 1)
  if [ -z "$p" ]; then p=0 f=1; fi
  add "$p" "$f" 0
fi
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
