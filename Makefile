# KoshaFlow. `make demo` and `make test` are all that a fresh Debian with Swift needs.

SWIFT ?= swift
RELEASE_BUILD = --scratch-path .build-release -c release --static-swift-stdlib
DEBIAN_PACKAGES = libyaml-dev libsqlite3-dev libexpat1-dev
BINARY = bin/kosha-flow

# Test suites of others, where they are at hand.
CONFORMANCE ?= ../shared/conformance

.PHONY: demo test build lint format check bench conformance bad-input faults fuzz system-libraries clean

# The five processes end to end, told step by step, on a temporary store.
demo: build
	$(BINARY) --workspace Workflows demo

# Every suite; `swift test` closes with its own count.
test: system-libraries
	$(SWIFT) test

# One release binary with the Swift runtime inside.
build: system-libraries
	$(SWIFT) build $(RELEASE_BUILD) --product kosha-flow
	@mkdir -p bin
	@strip -o $(BINARY) .build-release/release/kosha-flow

# Formatting, warnings as errors.
lint:
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests Benchmarks Fuzz

format:
	$(SWIFT) format --in-place --recursive --parallel Package.swift Sources Tests Benchmarks Fuzz

# The corporation's own workflows: every static check, every scenario.
check: build
	$(BINARY) --workspace Workflows check
	$(BINARY) --workspace Workflows test --coverage

# Measurements, in release mode; see Benchmarks/Makefile.
bench: build
	$(MAKE) -C Benchmarks run

# What the standards say against what the rules answer; each line is a proof of its own.
conformance: build
	@command -v python3 >/dev/null || { echo "skipped: python3 is not installed"; exit 0; }; \
	python3 Tests/Conformance/dmn_tck.py $(BINARY) $(CONFORMANCE)
	@command -v python3 >/dev/null || { echo "skipped: python3 is not installed"; exit 0; }; \
	python3 Tests/Conformance/dmn_export.py $(BINARY) Workflows Tests/KoshaInterchangeTests/Cases/Export \
	  $(CONFORMANCE)/dmn-tck/DMN15.xsd
	@command -v python3 >/dev/null || { echo "skipped: python3 is not installed"; exit 0; }; \
	python3 Tests/Conformance/scion.py $(BINARY) $(CONFORMANCE)
	@$(MAKE) -C Tests/Conformance decimals

# Input that is meant to hold the program up: the slowest are printed.
bad-input: build
	@command -v python3 >/dev/null || { echo "skipped: python3 is not installed"; exit 0; }; \
	python3 Tests/Conformance/bad_input.py $(BINARY)

# Many processes at once, kills at random moments, workers that are stopped for long.
faults: build
	@command -v python3 >/dev/null || { echo "skipped: python3 is not installed"; exit 0; }; \
	python3 Tests/Faults/faults.py && python3 Tests/Faults/timers.py

# Random texts for lexer, parser, evaluator and DMN reader, FUZZ_SECONDS (1800) each; needs the toolchain's libFuzzer.
fuzz: system-libraries
	Fuzz/fuzz.sh

# What Debian has to bring: the headers of libyaml, SQLite and expat.
system-libraries:
	@missing=""; for package in $(DEBIAN_PACKAGES); do \
	  dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
	  echo "installing from Debian:$$missing"; \
	  if [ "$$(id -u)" = 0 ]; then elevate=""; else elevate="sudo"; fi; \
	  $$elevate apt-get update -qq && $$elevate apt-get install -y -qq --no-install-recommends $$missing; \
	fi

clean:
	rm -rf .build .build-release bin
