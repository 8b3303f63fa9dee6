# make run · make test · make test-aws · make check · make check-deploy · make check-package · make fuzz · make bench ·
# make setup. Nothing else has to be typed.

export CARGO_TARGET_DIR := $(or $(CARGO_TARGET_DIR),$(HOME)/.cache/mpa-target)
# What cargo installs is found, wherever it puts it.
export PATH := $(or $(CARGO_HOME),$(HOME)/.cargo)/bin:$(PATH)

cargo_deny := 0.20.2
cargo_machete := 0.9.2
advisories := $(or $(CARGO_HOME),$(HOME)/.cargo)/advisory-dbs
# What is made from the sources and kept with them.
made := openapi.json docs/configuration.md web/src/api/schema.d.ts
# Where `make generated` writes.
into := .
# The pages as they go into the binary: whatever is built before them has none.
pages := web/dist/index.html
peers := $(or $(MPA_PEERS),$(HOME)/.cache/mpa-peers)

.PHONY: run test rust faults setup-aws test-aws test-aws-long check fuzz lint policy document fresh typescript setup
.PHONY: build generated web-test stories gallery screenshots setup-web test-office-long test-station-long
.PHONY: bench bench-report setup-bench setup-deploy check-deploy deploy-template package check-package setup-deploy-tools

# The sample exam on http://127.0.0.1:8080
run: setup build
	$(CARGO_TARGET_DIR)/release/mpa demo

# Everything that can be proven without a cloud account; starts its own PostgreSQL.
test: web-test gallery rust faults stories

rust: setup $(pages)
	cargo test --workspace --locked

# The faults that attack and the field found, each asked of the program from outside, on both engines at a time.
faults: setup $(pages)
	cargo test --workspace --locked --no-run --quiet
	python3 examples/faults.py --binary $(CARGO_TARGET_DIR)/debug/mpa --engine both

# What stands in Amazon's place in the tests, pinned: a folder for each tool.
setup-aws:
	@sh scripts/setup-aws.sh

# Two copies with all of Amazon's services, asked of peers on loopback, in a network without a way out. PARTS names
# some of it (`python examples/aws/run.py --list`).
test-aws: setup setup-aws $(pages)
	cargo test --workspace --locked --no-run --quiet
	MPA_PEERS=$(peers) $(peers)/botocore/bin/python examples/aws/run.py --binary $(CARGO_TARGET_DIR)/debug/mpa \
	    --rekognition $(CARGO_TARGET_DIR)/debug/rekognition-peer $(if $(PARTS),--parts $(PARTS)) $(lengths)

# The same in full length: hours.
test-aws-long:
	$(MAKE) test-aws lengths=--long

# What checks the template of an installation at Amazon, pinned.
setup-deploy: deploy/aws/node_modules
	@sh scripts/setup-deploy.sh

# The template of an installation at Amazon: made anew and compared, and what four judges find of it. Needs no network
# once `make setup-deploy` has run.
check-deploy: deploy/aws/node_modules
	cd deploy/aws && npm run --silent check
	$(peers)/cfn-lint/bin/cfn-lint --regions ap-south-1 eu-west-1 us-east-1 -- deploy/aws/template.json
	cd deploy/aws && node dist/src/checkov.js $(peers)/checkov/bin/checkov template.json

# Rewrites the template.
deploy-template: deploy/aws/node_modules
	cd deploy/aws && npm run --silent template

deploy/aws/node_modules: deploy/aws/package.json deploy/aws/package-lock.json
	cd deploy/aws && npm ci --no-audit --no-fund && touch node_modules

# What is checked before a change lands.
check: lint policy document fresh typescript

# Format and lints.
lint: $(pages)
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings

# Licences, sources, known holes, and dependencies that nobody uses. Known holes need a line, or what was fetched before.
policy:
	cargo deny --version 2>/dev/null | grep -q . || cargo install --locked cargo-deny@$(cargo_deny)
	cargo machete --version 2>/dev/null | grep -q . || cargo install --locked cargo-machete@$(cargo_machete)
	cargo deny --locked check --hide-inclusion-graph bans licenses sources
	timeout 60 cargo deny fetch db >/dev/null 2>&1 || true
	if ls -d "$(advisories)"/*/.git >/dev/null 2>&1; then cargo deny --locked --offline check advisories; \
	    else echo "No list of known holes here: not checked."; fi
	cargo machete crates

# The reference of the code: every link in it leads somewhere.
document: $(pages)
	RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --workspace --locked

# What is generated is what the sources make.
fresh:
	rm -rf "$(CARGO_TARGET_DIR)/generated"
	$(MAKE) generated into="$(CARGO_TARGET_DIR)/generated"
	for file in $(made); do cmp "$$file" "$(CARGO_TARGET_DIR)/generated/$$file" || \
	    { echo "$$file is stale: run \`make generated\`" >&2; exit 1; }; done

typescript: web/node_modules
	cd web && npm run --silent check

web/node_modules: web/package.json web/package-lock.json
	cd web && npm ci --no-audit --no-fund && touch node_modules

# The targets that need the whole program, which takes long to be instrumented, and is therefore optimised less.
whole := batch multipart picture

# Looks for files that break a reader: SECONDS for each target, or for those that FUZZ names. What it
# finds lies in fuzz/artifacts; it goes to the target's folder in fuzz/seeds with the repair.
# The instrumentation is not for everybody yet, so the stable compiler has to be told.
fuzz:
	command -v cargo-fuzz >/dev/null || cargo install --locked cargo-fuzz
	for target in $(or $(FUZZ),$(notdir $(wildcard fuzz/seeds/*))); do \
		corpus=$(CARGO_TARGET_DIR)/fuzz/$$target; mkdir -p $$corpus; echo "== $$target"; \
		case " $(whole) " in *" $$target "*) features=whole,libfuzzer;; *) features=libfuzzer;; esac; \
		MPA_FUZZ=$$target RUSTC_BOOTSTRAP=1 CARGO_PROFILE_RELEASE_OPT_LEVEL=1 cargo fuzz run --no-default-features \
			--features $$features any $$corpus fuzz/seeds/$$target -- \
			-max_total_time=$(or $(SECONDS),60) -max_len=16384 -timeout=10 -rss_limit_mb=1024 || exit 1; \
	done

# What the project needs and the machine lacks: PostgreSQL for the tests, the face models, the sample pictures.
setup:
	@sh scripts/setup.sh

$(pages): web/node_modules $(shell find web/src web/public web/index.html web/vite.config.ts -type f 2>/dev/null)
	cd web && npm run --silent build

# What the tests of the pages need and the machine lacks: a browser, and letters for Hindi.
setup-web:
	@sh scripts/setup-web.sh

# The tests of the pages that need no program.
web-test: web/node_modules
	cd web && npm test --silent

# The pages in a browser before the real program, whose own they are; the line between them is cut by the tests.
stories: setup setup-web $(pages)
	cargo test --workspace --locked --no-run --quiet
	cd web && npm run --silent stories

# The same in full length, once more by keyboard alone, with 5,000 centres, 100,000 candidates and 500 updates a second.
test-office-long: setup-web build
	cd web && MPA_BINARY=$(CARGO_TARGET_DIR)/release/mpa npm run --silent stories:long -- e2e/office e2e/desk e2e/walks e2e/scale e2e/lighthouse

# What attacks the station in a browser, in full length, and what each of its steps costs on a slowed processor.
test-station-long: setup setup-web $(pages)
	cargo test --workspace --locked --no-run --quiet
	cd web && MPA_BINARY=$(CARGO_TARGET_DIR)/debug/mpa MPA_LONG=1 npx vitest run --config e2e/vitest.config.ts \
	    e2e/station e2e/kills e2e/package e2e/profile e2e/update e2e/capture e2e/fingers e2e/pace

# Every page in every state, once each; with WALK=--all in both languages and themes and in all sizes.
gallery: setup-web web/node_modules
	cd web && npm run --silent gallery -- $(WALK)

# A picture of every page before the moving sample exam, into web/screenshots.
screenshots: setup setup-web web/node_modules
	cargo test --workspace --locked --no-run --quiet
	cd web && npm run --silent screenshots -- $(SHOTS)

# Every measurement, and bench/REPORT.md from them; SECTIONS names some. BEFORE is a binary of the parent commit, or a
# commit, which is built. BINARY (and SEARCH) is measured in place of what is built here. SHORT=1 tries all of it at small
# sizes, and writes its report into the target's folder.
bench: setup setup-bench $(if $(BINARY),,build)
	$(if $(SEARCH),,cargo build --release --locked -p face --example search)
	before=$$(sh scripts/before.sh "$(BEFORE)") && python3 bench/run.py $(SECTIONS) $(if $(SHORT),--short) \
	    $(if $(BINARY),--binary "$(BINARY)") $(if $(SEARCH),--search "$(SEARCH)") \
	    $${before:+--before "$$before"} $(if $(wildcard $(BEFORE)),,$(if $(BEFORE),--before-name "$(BEFORE)"))

# bench/REPORT.md again, from the figures that were kept and the notes.
bench-report:
	python3 bench/run.py --report-only

setup-bench:
	@sh scripts/setup-bench.sh

# The binary without its symbols; they are in `mpa.debug`, and found there if the two are in one folder.
build: setup $(pages)
	cargo build --release --locked -p mpa
	cd $(CARGO_TARGET_DIR)/release && \
	    objcopy --only-keep-debug --compress-debug-sections=zlib mpa mpa.debug && \
	    objcopy --strip-all --add-gnu-debuglink=mpa.debug mpa mpa.stripped && mv mpa.stripped mpa

# Rewrites the generated files. Built as for the tests: what they need of a library would else be built a second time.
generated: $(pages)
	cargo test --workspace --locked --no-run --quiet
	mkdir -p $(addprefix $(into)/,$(dir $(made)))
	$(CARGO_TARGET_DIR)/debug/mpa openapi > $(into)/openapi.json
	$(CARGO_TARGET_DIR)/debug/mpa config reference > $(into)/docs/configuration.md
	cd web && npm run --silent generated -- $(abspath $(into))/openapi.json $(abspath $(into))/web/src/api/schema.d.ts

# What the two below need and the machine lacks.
setup-deploy-tools:
	@sh scripts/setup-deploy-tools.sh --with-check

# The Debian package of BINARY, or of what is built, into $(CARGO_TARGET_DIR)/debian.
package: $(if $(BINARY),,build)
	@sh scripts/setup-deploy-tools.sh
	sh scripts/deb.sh $(or $(BINARY),$(CARGO_TARGET_DIR)/release/mpa) $(CARGO_TARGET_DIR)/debian

# The image, the unit of systemd and the Debian package of BINARY, or of what is built: each made, run and looked at, as
# root. PARTS names some of unit,container,package.
check-package: $(if $(BINARY),,build) setup-deploy-tools web/node_modules
	python3 deploy/check --binary $(or $(BINARY),$(CARGO_TARGET_DIR)/release/mpa) $(if $(PARTS),--parts $(PARTS))
