# make run · make test · make check · make setup. Nothing else has to be typed.

export CARGO_TARGET_DIR := $(or $(CARGO_TARGET_DIR),$(HOME)/.cache/mpa-target)

.PHONY: run test check setup build generated

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
