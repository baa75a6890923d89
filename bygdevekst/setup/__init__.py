"""Brings a fresh clone to a running site, and runs the tests; standard library only.

The Makefile calls `python3 -m bygdevekst.setup <command>` with the machine's own Python, before any package is
installed. Nothing here may therefore import Django or anything from requirements/.
"""
