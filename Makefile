# Everything works on a bare machine: portal/bootstrap.py makes or mends .venv, then runs the command in it.
# Only relative paths stand here, so the project's own path may hold spaces and Chinese characters.
PYTHON ?= python3
PORT ?= 8000
ARGS ?=
BOOT = "$(PYTHON)" portal/bootstrap.py
DEV = $(BOOT) --dev

.PHONY: run test stop bench lint format messages pins browser-test

run:  ## the portal on http://127.0.0.1:$(PORT); Ctrl-C ends it
	@$(BOOT) --port "$(PORT)" manage.py serve --port "$(PORT)"

test:  ## the whole suite; make test ARGS="tests/portal -k health"
	@$(DEV) -m pytest -n 2 $(ARGS)

stop:  ## end the portal and its database, whoever uses them
	@$(BOOT) --installed manage.py stop

browser-test:  ## the tests that need a real browser
	@$(DEV) -m pytest tests/browser -m browser $(ARGS)

bench:  ## requests a second, as a ratio to a bare WSGI function
	@$(DEV) bench/throughput.py $(ARGS)

lint:
	@$(DEV) -m ruff check .
	@$(DEV) -m ruff format --check .
	@$(DEV) -m djlint templates --lint --quiet
	@$(DEV) -m mypy .

format:
	@$(DEV) -m ruff check --fix .
	@$(DEV) -m ruff format .

messages:  ## collect the texts to translate and compile the translations (needs Debian's gettext)
	@$(BOOT) manage.py messages

pins:  ## write the exact versions of all packages, for Python 3.11 and newer
	@$(DEV) -m uv pip compile --quiet --universal --python-version 3.11 --custom-compile-command "make pins" \
	  --no-emit-index-url --no-emit-find-links pyproject.toml -o requirements.txt
	@$(DEV) -m uv pip compile --quiet --universal --python-version 3.11 --custom-compile-command "make pins" \
	  --no-emit-index-url --no-emit-find-links -c requirements.txt --group dev pyproject.toml -o requirements-dev.txt
