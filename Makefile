# From a bare checkout, with Python 3.11 or newer, git and make. `make help` lists what there is.
# What needs more than a line of shell is a script in .ci/.

VENV := .venv/bin
CATALOGUES := $(wildcard facilitation/translations/*/LC_MESSAGES/messages.po)
COMPILED := $(CATALOGUES:.po=.mo)
TEMPLATE := .cache/messages.pot
# What guests can meet, of which all catalogues but the English one are.
GUESTS := .cache/guests.pot
UV := .cache/uv/bin/uv
BIOME := .ci/node .node/node_modules/@biomejs/biome/bin/biome
# Many tests wait for a browser, so four workers share two cores; WORKERS=0 runs one test after another.
WORKERS ?= 4
# A file's tests stay together, for they share its server; tests/collecting.py says which files begin.
PYTEST = $(VENV)/python -m pytest --numprocesses $(WORKERS) --dist loadfile --no-loadscope-reorder
# What starts servers, browsers or other programs, the long way of migrations, and hundreds of orders by lot;
# `make quick` leaves it out.
SLOW := $(addprefix tests/,browser other_browsers faults load scale transport documents/pdf documents/deck/test_powerpoint.py \
	documents/report/test_form.py test_wsgi.py test_without_internet.py test_mutations.py test_migrations.py test_empty_ids.py \
	storage/test_writing_together.py storage/test_upload_memory.py transfer/test_importing.py pages/test_addresses.py \
	live/test_any_orders.py live/test_unseen.py services/test_whole_board.py)
LOCK = UV_CUSTOM_COMPILE_COMMAND="make lock" $(UV) pip compile --quiet --upgrade --universal \
	--python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate

.DEFAULT_GOAL := help
.PHONY: run test quick scripts mutations bench compare lint format translations translators language compiled lock build vendor clean help
.PHONY: ready ready-to-test
.NOTPARALLEL:
# Else every server and worker that tests start would compile all of its source anew.
test quick mutations: export PYTHONDONTWRITEBYTECODE =

run: ready $(COMPILED) ## start the café: prints every door's link and a QR code (PORT=8000, DATA_DIR=instance)
	@exec $(VENV)/python wsgi.py

test: checks $(COMPILED) ## check and test everything (ARGS="-k vote" chooses tests)
	@echo "→ Testing"
	@exec $(PYTEST) $(ARGS)

quick: ready-to-test $(COMPILED) ## check and test what needs no browser, no server of its own and no LibreOffice
	@.ci/together "$(MAKE) --no-print-directory lint-python" "$(MAKE) --no-print-directory lint-scripts scripts" \
		"$(MAKE) --no-print-directory test-quickly"

# Beside what checks, two workers keep both cores busy.
.PHONY: test-quickly
test-quickly: WORKERS = 2
test-quickly:
	@echo "→ Testing"
	@exec $(PYTEST) -m "not long and not needs_office and not needs_program" $(addprefix --ignore=,$(SLOW)) $(ARGS)

scripts: ready-to-test ## test the scripts' library, static/js/lib/, in Node.js without a browser
	@echo "→ Testing scripts"
	@.ci/node tests/js/unit/run.js

# Side by side, for each of them uses one core at most times.
.PHONY: checks
checks: ready-to-test
	@.ci/together "$(MAKE) --no-print-directory lint-python" "$(MAKE) --no-print-directory lint-scripts scripts"

mutations: ready-to-test $(COMPILED) ## show that the tests notice faults, see tests/mutations.md (ARGS="3 11" chooses some)
	@$(VENV)/python -m tests.mutate $(ARGS)

bench: ready ## measure with simulated phones, see docs/performance.md (ARGS="--phones 1000 --rate 20 --seconds 30")
	@$(VENV)/python -m tests.load $(ARGS)

compare: ready ## measure the café beside three other servers (ARGS="--quick", ARGS="--only hall,storm --runs 5")
	@.ci/setup node
	@$(VENV)/python -m tests.load.compare $(ARGS)

lint: lint-python lint-scripts ## ruff and mypy over Python, Biome and TypeScript's checker over scripts and style sheets

.PHONY: lint-python lint-scripts
lint-python: ready-to-test
	@echo "→ Checking Python"
	@$(VENV)/ruff check --quiet
	@$(VENV)/ruff format --check --quiet || { echo "✗ Some files are not formatted: run 'make format'." >&2; exit 1; }
	@$(VENV)/mypy --no-error-summary

lint-scripts: ready-to-test
	@echo "→ Checking scripts and style sheets"
	@$(BIOME) check --error-on-warnings --log-level=error || { echo "✗ 'make format' mends what is only out of order." >&2; exit 1; }
	@.ci/node .node/node_modules/typescript/bin/tsc --project tests/js/tsconfig.json
	@.ci/node .node/node_modules/typescript/bin/tsc --project tests/js/unit/tsconfig.json

format: ready-to-test ## put Python files, scripts and style sheets in order
	@$(VENV)/ruff check --quiet --fix-only
	@$(VENV)/ruff format --quiet
	@$(BIOME) check --write --log-level=error

translations: $(GUESTS) ## collect the texts, bring every language's catalogue up to date and compile it
	@for catalogue in $(CATALOGUES); do \
		language=$$(echo $$catalogue | cut -d / -f 3); \
		texts=$(GUESTS); [ $$language != en ] || texts=$(TEMPLATE); \
		$(VENV)/pybabel -q update --input-file $$texts --output-file $$catalogue --locale $$language \
			--no-wrap --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date || exit; \
		$(VENV)/pybabel -q compile --input-file $$catalogue --output-file $${catalogue%.po}.mo || exit; \
	done

language: $(GUESTS) ## begin the catalogue of another language (CODE=ar)
	@test ! -e facilitation/translations/$(CODE) || { echo "✗ There is a catalogue for '$(CODE)'." >&2; exit 1; }
	@$(VENV)/pybabel -q init --input-file $(GUESTS) --output-dir facilitation/translations --locale $(CODE) --no-wrap

.PHONY: $(TEMPLATE)
$(TEMPLATE): ready
	@mkdir -p $(dir $@)
	@$(VENV)/pybabel -q extract --mapping-file pyproject.toml --keywords lazy_gettext --keywords fixed --keywords counted:1,2 --no-wrap --sort-by-file \
		--add-location file --project worldcafe-facilitation --output-file $@ .

.PHONY: $(GUESTS)
$(GUESTS): $(TEMPLATE)
	@$(VENV)/python -m tests.guests_texts $(TEMPLATE) $@

compiled: $(COMPILED)

%.mo: %.po | ready
	@echo "→ Compiling $<"
	@$(VENV)/pybabel -q compile --input-file $< --output-file $@

lock: $(UV) ## choose the newest allowed versions and write the lock files
	@echo "→ Choosing versions"
	@$(LOCK) --extra scale --extra translators --extra test --output-file requirements-test.lock pyproject.toml
	@$(LOCK) --constraints requirements-test.lock --output-file requirements.lock pyproject.toml
	@$(LOCK) --group node --output-file requirements-node.lock
	@sed -n '/^translators = \[/,/^\]/s/^ *\(".*"\),*$$/\1/p' pyproject.toml | tr -d '"' \
		| $(LOCK) --constraints requirements-test.lock --output-file requirements-translators.lock -

$(UV):
	@python3 -m venv .cache/uv && .cache/uv/bin/pip install --quiet --disable-pip-version-check uv

# A folder of its own, for models belong into no backup: TRANSLATE_MODELS names it to the server.
MODELS ?= translators
translators: ready ## fetch Firefox's translation models once (LANGUAGES="de ar uk", MODELS=translators), see docs/operations.md
	@.ci/setup translators
	@$(VENV)/python -I facilitation/i18n/firefox_fetch.py $(MODELS) $(LANGUAGES)

build: ready-to-test ## make static/built/ of static/js/ and static/css/: one script and one style sheet a screen
	@.ci/node tests/js/build.mjs

vendor: ## copy the browser's libraries to static/vendor/ at the versions of tests/js/package.json
	@.ci/setup node
	@.ci/node tests/js/vendor.mjs

clean: ## remove what was installed or computed; keeps instance/ with the data
	rm -rf .venv .node .cache .mypy_cache .pytest_cache .ruff_cache $(COMPILED)
	find facilitation tests -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-13s %s\n", $$1, $$2}' Makefile

ready:
	@.ci/setup run

ready-to-test:
	@.ci/setup test
