"""The plan as JSON for other programs: what people entered, and the computed tables beside it."""

import json
from typing import Any, Literal

from pydantic import Field
from pydantic.json_schema import GenerateJsonSchema

from reporting.account import Account, account, account_tables
from reporting.table import Table
from reporting.tables import money_tables, tiltak_of
from reporting.value import Handlingsplan, Node, Standing

#: Names the schema wherever it is kept; the portal's address is no part of it. The number at the end is raised with
#: `SCHEMA_VERSION`, and whenever the tables or the standing change shape.
SCHEMA_ID: Literal["urn:bygdevekst:handlingsplan:4"] = "urn:bygdevekst:handlingsplan:4"


class DataExport(Node):
    """A handlingsplan as data. Every sum in `tables` follows from the lines in `plan`; kroner are whole numbers."""

    schema_id: Literal["urn:bygdevekst:handlingsplan:4"] = Field(
        alias="schema", default=SCHEMA_ID, description="The JSON Schema that this file follows"
    )
    plan: Handlingsplan = Field(description="What people entered, and nothing that is computed")
    standing: Standing = Field(description="Where the plan was on its way when the file was made")
    tables: dict[str, Table] = Field(
        description="Computed tables by key: seksjon-3, seksjon-6, seksjon-7, delmaal-<uid> for each delmål, and where "
        "there is a plan before endringer, endring-kilder, endring-delmaal and endring-aar"
    )
    account: Account | None = Field(
        description="The account of the year's changes, computed from the plan and the one before it"
    )


class _Published(GenerateJsonSchema):
    """Describes what is written: every field is always there, and a title that only repeats its name says nothing."""

    def field_is_required(self, field: Any, total: bool) -> bool:
        return True

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def export(plan: Handlingsplan, standing: Standing) -> DataExport:
    """Return the plan with every table that the printed plan has."""
    computed = [
        *money_tables(plan),
        *(tiltak_of(plan, delmaal) for delmaal in plan.delmaal),
        *account_tables(plan),
    ]
    tables = {table.key: table for table in computed}
    return DataExport(plan=plan, standing=standing, tables=tables, account=account(plan))


def write(plan: Handlingsplan, standing: Standing) -> bytes:
    """Return the export as UTF-8 JSON with sorted keys, indented for people; the same bytes for the same arguments."""
    return _dump(export(plan, standing).model_dump(mode="json", by_alias=True))


def schema() -> bytes:
    """Return the published JSON Schema of the export, as `docs/handlingsplan.schema.json` holds it."""
    described = DataExport.model_json_schema(by_alias=True, mode="serialization", schema_generator=_Published)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA_ID}
    return _dump({**described, **head, "title": "Handlingsplan med beregnede tabeller"})


def _dump(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=2) + "\n").encode()
