"""What the plan's page shows: the form's sections in the form's order, whatever form it is."""

from reporting import page
from reporting.tables import money_tables
from reporting.value import Handlingsplan, Prompt
from tests.reporting.example_plan import PLAN


def with_sections(*keys: str) -> Handlingsplan:
    prompts = tuple(Prompt(key=key, wording=key.capitalize()) for key in keys)
    return PLAN.model_copy(update={"form": PLAN.form.model_copy(update={"plan": prompts})})


def test_sections_are_the_form_s_own_numbered_in_its_order():
    view = page.plan_view(with_sections("rammer", "klima", "introduksjon"))
    assert [(part.number, part.key, part.heading) for part in view.sections] == [
        (1, "rammer", "Rammer"),
        (2, "klima", "Klima"),
        (3, "introduksjon", "Introduksjon"),
    ]


def test_a_table_of_money_stands_under_its_prompt_wherever_that_is():
    plan = with_sections("samlet_budsjett", "rammer", "handlingsplan_per_delmaal")
    tables = money_tables(plan)
    sections = page.money_sections(plan, tables)
    assert [(part.number, part.heading, part.table.key) for part in sections] == [
        (3, "Handlingsplan_per_delmaal", "seksjon-3"),
        (1, "Samlet_budsjett", "seksjon-7"),
    ]
    shown = {part.key: part.table for part in page.plan_view(plan).sections}
    assert (shown["samlet_budsjett"], shown["rammer"]) == (tables[2], None)
