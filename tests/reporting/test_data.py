"""The plan as JSON: what people entered, the computed tables beside it, and the schema that says so."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from pydantic import ValidationError

from reporting.formats import data
from reporting.management.commands import schema as command
from reporting.tables import money_tables, tiltak_of
from reporting.value import SCHEMA_VERSION, Handlingsplan
from tests.reporting.example_plan import ADOPTED, DRAFT, PLAN
from tests.reporting.random_plans import any_plan
from tests.reporting.small_plan import delmaal, plan

Json = dict[str, Any]


@pytest.fixture(scope="module")
def exported() -> Json:
    found: Json = json.loads(data.write(PLAN, ADOPTED))
    return found


def test_it_holds_plan_tables_standing_and_the_schema_s_name(exported: Json):
    assert set(exported) == {"schema", "plan", "tables", "standing", "account"}
    assert exported["schema"] == data.SCHEMA_ID
    assert exported["plan"]["schema_version"] == SCHEMA_VERSION
    assert exported["standing"]["adoption_date"] == "2024-12-13"


def test_the_plan_in_it_is_the_plan(exported: Json):
    assert Handlingsplan.model_validate_json(json.dumps(exported["plan"])) == PLAN


def test_the_tables_are_the_computed_ones(exported: Json):
    tables = [*money_tables(PLAN), *(tiltak_of(PLAN, goal) for goal in PLAN.delmaal)]
    assert exported["tables"] == {table.key: json.loads(table.model_dump_json()) for table in tables}


@any_plan
def test_every_plan_is_read_back_as_it_was(any_one: Handlingsplan):
    read = data.DataExport.model_validate_json(data.write(any_one, DRAFT))
    assert read == data.export(any_one, DRAFT)


def test_it_is_for_people_too_and_the_same_bytes_each_time():
    written = data.write(PLAN, ADOPTED)
    assert written == data.write(PLAN.model_copy(deep=True), ADOPTED)
    text = written.decode("utf-8")
    assert text.startswith('{\n  "account": null,\n  "plan": {\n    "agreement": {')
    assert text.endswith("}\n")
    assert "Čáhceguolbba - Vassdalen" in text
    value = json.loads(text)
    assert text == json.dumps(value, ensure_ascii=False, sort_keys=True, indent=2) + "\n"


def test_blank_and_zero_stay_apart():
    exported = json.loads(data.write(PLAN, DRAFT))
    column = [row["cells"][2]["kroner"] for row in exported["tables"]["seksjon-3"]["rows"]]
    assert 0 in column
    assert None in column


def test_control_characters_are_escaped():
    hostile = plan([delmaal(1, title='Bro\x00 "over" \\ elva\u2028')])
    exported = data.write(hostile, DRAFT)
    assert b"\\u0000" in exported
    assert json.loads(exported)["plan"]["delmaal"][0]["title"] == 'Bro\x00 "over" \\ elva\u2028'


def test_what_it_does_not_know_is_refused(exported: Json):
    with pytest.raises(ValidationError, match="Extra inputs"):
        data.DataExport.model_validate_json(json.dumps({**exported, "sum": 1}))
    with pytest.raises(ValidationError, match="urn:bygdevekst:handlingsplan:4"):
        data.DataExport.model_validate_json(json.dumps({**exported, "schema": "urn:bygdevekst:handlingsplan:0"}))


# The published schema


def test_the_published_schema_is_current():
    assert command.PUBLISHED.read_bytes() == data.schema(), "run manage.py schema"


def test_the_command_writes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setattr(settings, "BASE_DIR", tmp_path)
    monkeypatch.setattr(command, "PUBLISHED", tmp_path / "docs" / "handlingsplan.schema.json")
    call_command("schema")
    assert command.PUBLISHED.read_bytes() == data.schema()
    assert capsys.readouterr().out == "Skrev docs/handlingsplan.schema.json.\n"


def test_the_schema_names_itself_without_an_address_and_with_a_version():
    schema = json.loads(data.schema())
    assert schema["$id"] == data.SCHEMA_ID
    assert data.SCHEMA_ID.startswith("urn:")
    assert data.SCHEMA_ID.rsplit(":", 1)[1].isdecimal()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_every_part_of_the_schema_is_closed_described_and_required():
    schema = json.loads(data.schema())
    objects = [part for part in schema["$defs"].values() if part["type"] == "object"]
    assert len(objects) > 20
    for part in (schema, *objects):
        assert part["additionalProperties"] is False
        assert part["description"]
        assert set(part["required"]) == set(part["properties"])


def broken(value: Any, rule: Json, schema: Json, path: str = "$") -> list[str]:
    """Return where a value breaks a JSON Schema, as far as the keywords go that ours uses; others are an error."""
    known = {"$ref", "type", "const", "enum", "anyOf", "oneOf", "items", "properties", "required"}
    known |= {"additionalProperties", "minimum", "maximum", "minItems", "format", "pattern"}
    known |= {"description", "title", "default", "discriminator", "$defs", "$id", "$schema"}
    assert set(rule) <= known, set(rule) - known
    if "$ref" in rule:
        return broken(value, schema["$defs"][rule["$ref"].removeprefix("#/$defs/")], schema, path)
    for choice, right in (("anyOf", range(1, 99)), ("oneOf", range(1, 2))):
        if choice in rule and sum(not broken(value, one, schema, path) for one in rule[choice]) not in right:
            return [path]
    kinds = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None)}
    if "type" in rule and (
        not isinstance(value, kinds[rule["type"]]) or (isinstance(value, bool) and rule["type"] != "boolean")
    ):
        return [path]
    if ("const" in rule and value != rule["const"]) or ("enum" in rule and value not in rule["enum"]):
        return [path]
    if isinstance(value, str) and not re.search(rule.get("pattern", ""), value):
        return [path]
    if isinstance(value, int) and not rule.get("minimum", value) <= value <= rule.get("maximum", value):
        return [path]
    if isinstance(value, list):
        found = [
            bad for at, item in enumerate(value) for bad in broken(item, rule.get("items", {}), schema, f"{path}[{at}]")
        ]
        return [path, *found] if len(value) < rule.get("minItems", 0) else found
    return _broken_object(value, rule, schema, path) if isinstance(value, dict) else []


def _broken_object(value: Json, rule: Json, schema: Json, path: str) -> list[str]:
    found = [f"{path}.{key}" for key in rule.get("required", ()) if key not in value]
    for key, item in value.items():
        part = rule.get("properties", {}).get(key, rule.get("additionalProperties", {}))
        found += [f"{path}.{key}"] if part is False else broken(item, part, schema, f"{path}.{key}")
    return found


def test_the_export_follows_the_published_schema(exported: Json):
    schema = json.loads(command.PUBLISHED.read_bytes())
    assert broken(exported, schema, schema) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema",), "urn:bygdevekst:handlingsplan:0"),
        (("sum",), 1),
        (("plan", "year"), "2025"),
        (("plan", "language"), "en"),
        (("plan", "delmaal", 0, "tiltak", 0, "lines", 0, "kroner"), -1),
        (("plan", "delmaal", 0, "tiltak", 0, "lines", 0, "kroner"), 1.5),
        (("plan", "delmaal", 0, "answers", 0, "text", 0, "kind"), "script"),
        (("tables", "seksjon-3", "rows", 0, "kind"), "heading"),
        (("standing", "status_name"), None),
    ],
)
def test_an_export_that_is_wrong_breaks_the_schema(path: tuple[str | int, ...], value: object):
    exported = json.loads(data.write(PLAN, ADOPTED))
    place: Any = exported
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    schema = json.loads(data.schema())
    assert broken(exported, schema, schema)
