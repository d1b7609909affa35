# Everything works on a bare machine: portal/operations/bootstrap.py makes or mends .venv, then runs the command in it.
# Only relative paths stand here, so the project's own path may hold spaces and Chinese characters.
PYTHON ?= python3
PORT ?= 8000
ARGS ?=
BOOT = "$(PYTHON)" portal/operations/bootstrap.py
DEV = $(BOOT) --dev

.PHONY: run test coverage stop bench lint format messages pins map browser-test mutants

run:  ## the portal on http://127.0.0.1:$(PORT); Ctrl-C ends it
	@$(BOOT) --port "$(PORT)" manage.py serve --prepare --port "$(PORT)"

test:  ## the whole suite; make test ARGS="tests/portal -k health"
	@$(DEV) -m pytest -n auto $(ARGS)

coverage:  ## the whole suite, and which lines and branches of the product it runs
	@$(DEV) -m pytest -n auto --cov --cov-report=term:skip-covered $(ARGS)

stop:  ## end the portal and its database, even while others use them
	@$(BOOT) --installed manage.py stop

browser-test:  ## the tests that need a real browser
	@$(DEV) -m pytest tests/browser -m browser $(ARGS)

bench:  ## requests a second, as ratios within one run; ARGS=growth, ARGS=plans: see bench/README.md
	@$(DEV) $(if $(filter growth plans,$(firstword $(ARGS))),bench/$(firstword $(ARGS)).py $(wordlist 2,99,$(ARGS)),bench/ratios.py $(ARGS))

lint:
	@$(DEV) -m ruff check .
	@$(DEV) -m ruff format --check .
	@$(DEV) -m djlint templates --lint --quiet
	@$(DEV) -m mypy
	@$(DEV) tools/node.py biome check --error-on-warnings
	@$(DEV) tools/node.py tsc --project tsconfig.json

format:
	@$(DEV) -m ruff check --fix .
	@$(DEV) -m ruff format .
	@$(DEV) tools/node.py biome check --write

messages:  ## collect the texts to translate and compile the translations (needs Debian's gettext)
	@$(BOOT) manage.py makemessages -l zh_Hans --no-obsolete --add-location file -i var -i .venv -i tests -i bench -i tools
	@$(BOOT) manage.py makemessages -d djangojs -l zh_Hans --no-obsolete --add-location file \
	  -i var -i .venv -i tests -i bench -i tools
	@sed -i '/^"POT-Creation-Date/d;/^"PO-Revision-Date/d' locale/zh_Hans/LC_MESSAGES/*.po
	@$(BOOT) manage.py compilemessages -l zh_Hans -i .venv -i var

map:  ## draw docs/images/map.svg from the imports
	@$(DEV) tools/import_map.py

pins:  ## write the exact versions of all packages, for Python 3.11 and newer
	@$(DEV) -m uv pip compile --quiet --universal --python-version 3.11 --custom-compile-command "make pins" \
	  --no-emit-index-url --no-emit-find-links pyproject.toml -o requirements.txt
	@$(DEV) -m uv pip compile --quiet --universal --python-version 3.11 --custom-compile-command "make pins" \
	  --no-emit-index-url --no-emit-find-links -c requirements.txt --extra s3 pyproject.toml -o requirements-s3.txt
	@$(DEV) -m uv pip compile --quiet --universal --python-version 3.11 --custom-compile-command "make pins" \
	  --no-emit-index-url --no-emit-find-links -c requirements-s3.txt --extra s3 --group dev pyproject.toml -o requirements-dev.txt
	@$(DEV) tools/node.py npm install --package-lock-only --ignore-scripts --no-audit --no-fund

mutants:  ## change one thing at a time where it is decided who may do what; make mutants ARGS=articles/policy.py
	@$(DEV) -m tools.mutants $(ARGS)
