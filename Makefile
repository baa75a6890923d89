# The two commands are `make run` and `make test`; everything they do is in bygdevekst/setup/.
# PYTHON=python3.12 picks another interpreter, PORT=8001 another port, PYTEST_ARGS="-k budsjett" some of the tests.

PYTHON ?= python3
export PORT PYTEST_ARGS

.PHONY: help run setup test lint bench screenshot pictures lock backup restore

help:
	@echo "make run         start portalen på http://localhost:8000"
	@echo "make setup       alt utenom å starte"
	@echo "make test        kontroller og alle tester, på SQLite og PostgreSQL"
	@echo "make lint        bare kontrollene"
	@echo "make backup      sikkerhetskopi av alt til én fil (FILE=… velger navnet)"
	@echo "make restore FILE=…  hent inn en sikkerhetskopi (YES=1 sletter det som er der fra før)"
	@echo "make bench       målinger (ARGS=… går videre)"
	@echo "make screenshot  nytt bilde til README"
	@echo "make pictures    nye bilder av PDF-sidene som testene sammenligner med"
	@echo "make lock        lås pakkeversjonene på nytt (trenger uv og npm)"

run setup test lint screenshot pictures:
	@$(PYTHON) -m bygdevekst.setup $@

backup:
	@$(PYTHON) -m bygdevekst.setup backup $(FILE)

restore:
	@$(PYTHON) -m bygdevekst.setup restore $(FILE) $(if $(YES),--yes)

bench:
	@$(PYTHON) -m bygdevekst.setup bench $(ARGS)

# Versions stay as they are unless a .in file asks for others; add LOCK_ARGS=--upgrade to renew them.
lock:
	for name in base dev node bench; do \
	  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
	    $(LOCK_ARGS) requirements/$$name.in --output-file requirements/$$name.txt || exit 1; \
	done
	npm install --package-lock-only --ignore-scripts
