"""The registers under /forvaltning/: what all plans share, for administrators. Every save goes through a service."""

from plans.admin import agreements, people, pilots, plans, prompts, removed

__all__ = ["agreements", "people", "pilots", "plans", "prompts", "removed"]
