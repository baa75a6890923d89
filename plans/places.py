"""Where in a plan a path is, as people call it: «delmål 3», «tiltak 3.1», «4. Organisering …»."""

from collections.abc import Iterable

from plans import paths
from plans.models import Plan


def in_words(plan: Plan, wanted: Iterable[str]) -> dict[str, str]:
    """Return the place of each path in words; «planen» where it is no field of it. Asks the database three times."""
    numbers = {str(uid): f"delmål {number}" for uid, number in plan.delmaal.values_list("uid", "number")}
    tiltak = plan.tiltak.values_list("uid", "delmaal__number", "position")
    numbers |= {str(uid): f"tiltak {delmaal}.{position}" for uid, delmaal, position in tiltak}
    prompts = plan.form.prompts.filter(level="plan")
    sections = {prompt.key: f"«{prompt.wording(plan.language, plan.year)}»" for prompt in prompts}
    found = {}
    for path in wanted:
        place = paths.field_place(path)
        found[path] = (numbers.get(place.uid) or sections.get(place.key) if place else None) or "planen"
    return found
