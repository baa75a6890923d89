"""The shape of the house: imports run one way, one name per job, each library behind its own door, files that fit."""

import ast
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Field

from tests.imports import imported_modules

ROOT = Path(__file__).resolve().parent.parent
#: Lowest first: an app may import those before it and no other.
APPS = ("plans", "budgets", "reporting", "review")
SITE = "bygdevekst"
FOLDERS = (*APPS, SITE, "tests")
MAX_LINES = 400
#: A name that says nothing of what is inside draws everything to itself.
EMPTY_NAMES = {"utils", "util", "common", "core", "helpers", "helper", "misc"}
#: Which files may import a library that reads or writes documents.
DOORS = {
    "weasyprint": ("reporting/formats/pdf*.py",),
    "xlsxwriter": ("reporting/formats/xlsx*.py",),
    "openpyxl": ("reporting/formats/*.py", "tests/*"),
    "pdfplumber": ("reporting/formats/*.py", "tests/*"),
    "docx": ("reporting/formats/docx*.py", "tests/*"),
}


def python_files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def place(path: Path) -> str:
    """The path as it is written in the project."""
    return path.relative_to(ROOT).as_posix()


def wrong_way(source: str, path: str) -> Iterator[str]:
    """Yield a sentence for every import that runs the wrong way in the module at `path`."""
    folder = path.split("/")[0]
    allowed = {folder, *APPS[: APPS.index(folder)]} if folder in APPS else {SITE}
    package = ".".join(Path(path).parts[:-1])
    for line, module in imported_modules(source, package=package):
        top = module.split(".")[0]
        if top in FOLDERS and top not in allowed:
            yield f"{path}:{line} imports {module}"


def past_the_door(source: str, path: str) -> Iterator[str]:
    """Yield a sentence for every import of a document library outside the modules that may know it."""
    for line, module in imported_modules(source, package=".".join(Path(path).parts[:-1])):
        top = module.split(".")[0]
        if top in DOORS and not any(fnmatch(path, door) for door in DOORS[top]):
            yield f"{path}:{line} imports {top}, which is for {' and '.join(DOORS[top])}"


def misplaced(source: str, path: str) -> Iterator[str]:
    """Yield a sentence for every definition of an app that stands in a file of another name than its job's."""
    parts = [part.removesuffix(".py") for part in path.split("/")[1:]]
    for name, job in _jobs(ast.parse(source)):
        if job not in parts and not parts[-1].endswith(f"_{job}"):
            yield f"{path}: {name} belongs in {job}"


#: What a class is for, told by the end of a base class's name.
CLASS_JOBS = {"Model": "models", "AbstractBaseUser": "models", "Form": "forms", "AppConfig": "apps", "Admin": "admin"}


def _jobs(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield what a module defines at its top and the job that it does."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            bases = [ast.unparse(base).split(".")[-1] for base in node.bases]
            for ending, job in CLASS_JOBS.items():
                if any(base.endswith(ending) and base != "BaseModel" for base in bases):
                    yield node.name, job
        elif isinstance(node, ast.FunctionDef) and _is_view(node):
            yield node.name, "views"
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "urlpatterns":
            yield "urlpatterns", "urls"


def _is_view(function: ast.FunctionDef) -> bool:
    """A view takes the request first and returns a response."""
    first = [argument.arg for argument in function.args.args[:1]]
    return first == ["request"] and function.returns is not None and "Response" in ast.unparse(function.returns)


def test_imports_run_one_way():
    found = [bad for path in python_files(*APPS, SITE) for bad in wrong_way(path.read_text("utf-8"), place(path))]
    assert found == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("plans/services/tiltak.py", "from budgets.models import BudgetLine"),
        ("plans/services/tiltak.py", "import budgets"),
        ("budgets/sums.py", "def total():\n    from reporting import load"),
        ("budgets/sums.py", "if TYPE_CHECKING:\n    import reporting.value as value"),
        ("reporting/load.py", "from review.demo import load_plan"),
        ("reporting/load.py", "import importlib\nimportlib.import_module('review.services')"),
        ("reporting/formats/pdf.py", "from ... import review"),
        ("reporting/load.py", "from bygdevekst import settings"),
        ("bygdevekst/setup/database.py", "from plans.models import Pilot"),
        ("plans/views.py", "import tests.conftest"),
    ],
)
def test_an_import_the_wrong_way_is_found(path, source):
    assert len(list(wrong_way(source, path))) == 1


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("review/demo/plans.py", "from budgets import services\nfrom plans import models\nimport reporting.load"),
        ("plans/services/tiltak.py", "from plans.models import Tiltak\nfrom . import fields\nimport uuid"),
        ("reporting/formats/pdf.py", "from .. import value\nfrom ..load import load"),
        ("bygdevekst/setup/testing.py", "from bygdevekst.setup import places"),
    ],
)
def test_an_import_the_right_way_is_not(path, source):
    assert list(wrong_way(source, path)) == []


def test_relations_between_tables_run_one_way():
    found = []
    for model in apps.get_models():
        app = model._meta.app_label
        if app not in APPS:
            continue
        for field in model._meta.get_fields():
            target = field.related_model if isinstance(field, Field) else None
            if isinstance(target, type) and target._meta.app_label in APPS[APPS.index(app) + 1 :]:
                found.append(f"{model.__name__}.{field.name} -> {target.__name__}")
    assert found == []


def test_urls_of_the_site_name_apps_without_importing_them():
    source = (ROOT / SITE / "urls.py").read_text("utf-8")
    assert 'include("plans.' in source
    assert list(wrong_way(source, f"{SITE}/urls.py")) == []


def test_no_file_has_a_name_that_says_nothing():
    found = [
        place(path)
        for path in python_files(*FOLDERS)
        for part in path.relative_to(ROOT).with_suffix("").parts
        if EMPTY_NAMES & set(part.split("_"))
    ]
    assert found == []


def test_every_app_calls_the_same_job_by_the_same_name():
    found = [
        bad
        for path in python_files(*APPS)
        if "migrations" not in path.parts
        for bad in misplaced(path.read_text("utf-8"), place(path))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("path", "source", "job"),
    [
        ("review/versions.py", "class Version(models.Model): pass", "models"),
        ("review/views.py", "class MoveForm(forms.Form): pass", "forms"),
        ("review/models.py", "urlpatterns = []", "urls"),
        ("review/pages.py", "def move(request: HttpRequest) -> HttpResponse: ...", "views"),
        ("review/models.py", "class ReviewConfig(AppConfig): pass", "apps"),
        ("review/views.py", "class VersionAdmin(admin.ModelAdmin): pass", "admin"),
    ],
)
def test_a_definition_in_another_place_is_found(path, source, job):
    assert [bad.rsplit(" ", 1)[1] for bad in misplaced(source, path)] == [job]
    assert list(misplaced(source, f"review/{job}.py")) == []
    assert list(misplaced(source, f"review/{job}/versions.py")) == []


def test_a_library_for_documents_is_known_to_its_format_alone():
    found = [bad for path in python_files(*FOLDERS) for bad in past_the_door(path.read_text("utf-8"), place(path))]
    assert found == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("reporting/views.py", "def download():\n    import weasyprint"),
        ("reporting/formats/xlsx.py", "from weasyprint.text import fonts"),
        ("reporting/formats/pdf.py", "import xlsxwriter"),
        ("reporting/load.py", "from openpyxl import load_workbook"),
        ("tests/reporting/test_pdf.py", "from weasyprint import HTML"),
    ],
)
def test_a_library_in_another_place_is_found(path, source):
    assert len(list(past_the_door(source, path))) == 1


def test_every_file_of_code_fits_in_a_head():
    sources = [
        *(path for path in python_files(*FOLDERS) if "migrations" not in path.parts),
        *(
            path
            for kind in ("html", "css", "js")
            for folder in ("templates", "static")
            for path in (ROOT / folder).rglob(f"*.{kind}")
        ),
    ]
    lengths = {place(path): len(path.read_text("utf-8").splitlines()) for path in sources}
    assert "plans/models/plans.py" in lengths
    assert {name: lines for name, lines in lengths.items() if lines > MAX_LINES} == {}
