#!/usr/bin/env bash
# Runs libFuzzer on each target that is named, all where none is, FUZZ_SECONDS (1800) each, and tells the figures.
# What ends a run stays in .build-fuzz/found/.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds="${FUZZ_SECONDS:-1800}"
export KOSHA_FUZZ=1 SWIFT_BACKTRACE=enable=no
# Nested calls are bounded by the addresses of their frames, which must lie on the real stack.
export ASAN_OPTIONS=detect_stack_use_after_return=0:detect_leaks=0

swift build --scratch-path .build-fuzz -c release --product KoshaFuzz -Xswiftc -sanitize=fuzzer,address
swiftc -sanitize=fuzzer,address -parse-as-library -o .build-fuzz/kosha-fuzz \
  -Xlinker --whole-archive .build-fuzz/release/libKoshaFuzz.a -Xlinker --no-whole-archive -lyaml -lexpat

targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(lexer parser evaluator model)
failed=0
for target in "${targets[@]}"; do
  corpus=".build-fuzz/corpus/$target"
  mkdir -p "$corpus" .build-fuzz/found
  log=".build-fuzz/$target.log"
  if KOSHA_FUZZ_TARGET="$target" .build-fuzz/kosha-fuzz "$corpus" "Fuzz/seeds/$target" \
    -dict="Fuzz/seeds/$target.dict" -max_total_time="$seconds" -max_len=4096 -timeout=5 -rss_limit_mb=2048 \
    -artifact_prefix=".build-fuzz/found/$target-" -print_final_stats=1 -verbosity=1 >"$log" 2>&1; then
    verdict="nothing found"
  else
    verdict="ended early, see $log"
    failed=1
  fi
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  rate=$(sed -n 's/^stat::average_exec_per_sec: *//p' "$log")
  memory=$(sed -n 's/^stat::peak_rss_mb: *//p' "$log")
  covered=$(grep -o 'cov: [0-9]*' "$log" | tail -1 | cut -d' ' -f2 || true)
  echo "$target: ${runs:-?} inputs, ${rate:-?} a second, ${covered:-?} edges, ${memory:-?} MiB at most: $verdict"
done
exit "$failed"
