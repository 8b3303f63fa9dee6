# make run · make test · make check · make fuzz · make setup. Nothing else has to be typed.

export CARGO_TARGET_DIR := $(or $(CARGO_TARGET_DIR),$(HOME)/.cache/mpa-target)

.PHONY: run test check fuzz setup build generated

# The sample exam on http://127.0.0.1:8080
run: setup build
	$(CARGO_TARGET_DIR)/release/mpa demo

# Everything that can be proven without a cloud account; starts its own PostgreSQL.
test: setup
	cargo test --workspace --locked

# What is checked before a change lands: format, lints, licences, generated files.
check: setup
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings
	command -v cargo-deny >/dev/null || cargo install --locked cargo-deny
	cargo deny check bans licenses sources
	cargo test --workspace --locked --test it openapi

# Looks for files that break a reader: SECONDS for each target, or for those that FUZZ names. What it
# finds lies in fuzz/artifacts; it goes to the target's folder in fuzz/seeds with the repair.
# The instrumentation is not for everybody yet, so the stable compiler has to be told.
fuzz:
	command -v cargo-fuzz >/dev/null || cargo install --locked cargo-fuzz
	for target in $(or $(FUZZ),$(notdir $(wildcard fuzz/seeds/*))); do \
		corpus=$(CARGO_TARGET_DIR)/fuzz/$$target; mkdir -p $$corpus; echo "== $$target"; \
		MPA_FUZZ=$$target RUSTC_BOOTSTRAP=1 cargo fuzz run --features libfuzzer any $$corpus fuzz/seeds/$$target -- \
			-max_total_time=$(or $(SECONDS),60) -max_len=16384 -timeout=10 -rss_limit_mb=1024 || exit 1; \
	done

# What the project needs and the machine lacks: PostgreSQL for the tests, the face models, the sample pictures.
setup:
	@sh scripts/setup.sh

build: setup
	cargo build --release --locked -p server

# Rewrites the generated files.
generated: setup
	cargo build --workspace --locked -q
	$(CARGO_TARGET_DIR)/debug/mpa openapi > openapi.json
	$(CARGO_TARGET_DIR)/debug/mpa config reference > docs/configuration.md
