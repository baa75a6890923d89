"""Measurements. Always two things in one run, in turn, so that only their ratio is read, never seconds of a machine."""
