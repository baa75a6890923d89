"""Every kind of PDF that the portal makes keeps every rule of PDF/A and PDF/UA-1 that a machine can ask."""

import io
import os
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from plans.richtext import FigureRef
from reporting import published_copy
from reporting.formats import pdf
from reporting.value import Answer, Figure
from tests import verapdf
from tests.reporting import small_plan
from tests.reporting.every_kind import case, files, letter
from tests.reporting.example_plan import ADOPTED, APPROVED, DRAFT, FIGURES, FORM, PLAN, text
from tests.reporting.rendered import example, opened
from tests.reporting.test_parity_changes import NEW

# One worker renders for all of them. No test here asks a database, so that it runs once.
pytestmark = pytest.mark.xdist_group("rendered")

BOTH = ("2a", "ua1")
#: With attachments only PDF/A-3 will do.
WITH_ATTACHMENTS = ("3a", "ua1")
#: How a picture can be stored once it has been uploaded.
MODES = ("L", "P", "RGB", "RGBA")


def pictures() -> bytes:
    """A plan with a picture of every sort."""
    figures, data = [], {}
    for place, mode in enumerate(MODES):
        out, sha256 = io.BytesIO(), f"{place:064x}"
        Image.linear_gradient("L").resize((64, 48)).convert("RGB").convert(mode).save(out, "PNG")
        data[sha256] = ("image/png", out.getvalue())
        figures.append(Figure(sha256=sha256, media_type="image/png", width=64, height=48, alt=f"Et bilde, {mode}."))
    shown = tuple(FigureRef(sha256=sha256) for sha256 in data)
    form = FORM.model_copy(update={"plan": FORM.plan[:1]})
    answers = (Answer(key="introduksjon", text=shown),)
    return pdf.write(small_plan.plan(form=form, answers=answers, figures=tuple(figures)), DRAFT, data)


def nynorsk() -> bytes:
    return pdf.write(PLAN.model_copy(update={"language": "nn", "pilot": "Unjárga ja Guovdageaidnu"}), ADOPTED, FIGURES)


def many() -> bytes:
    """A plan with 300 tiltak, each with its texts and its amount."""
    answers = tuple(Answer(key=prompt.key, text=text("Kort svar.")) for prompt in FORM.tiltak)
    goals = [
        small_plan.delmaal(
            goal,
            [
                small_plan.tiltak(f"t{goal}-{place}", small_plan.line(1000), number=place, answers=answers)
                for place in range(1, 101)
            ],
        )
        for goal in (1, 2, 3)
    ]
    return pdf.write(small_plan.plan(goals, form=FORM), DRAFT, {})


DOCUMENTS: dict[str, tuple[tuple[str, ...], Callable[[], bytes]]] = {
    "utkast.pdf": (BOTH, lambda: example("utkast")),
    "endringer.pdf": (BOTH, lambda: pdf.write(NEW, APPROVED, FIGURES)),
    "nynorsk.pdf": (BOTH, nynorsk),
    "tom.pdf": (BOTH, lambda: pdf.write(small_plan.plan(form=FORM), DRAFT, {})),
    "uten-skjema.pdf": (BOTH, lambda: pdf.write(small_plan.plan(), DRAFT, {})),
    "bilder.pdf": (BOTH, pictures),
    "vedtaksbrev.pdf": (BOTH, letter),
    "saksdokument.pdf": (BOTH, case),
    "med-vedlegg.pdf": (WITH_ATTACHMENTS, lambda: published_copy.make(files()).data),
    # PDF/UA asks of every heading, table and link; the colours and fonts of 300 tiltak are those of one.
    "300-tiltak.pdf": (("ua1",), many),
}


def spoilt() -> bytes:
    """A document with a fault that only a validator sees: letters that cannot be copied."""
    out = io.BytesIO()
    with opened(example("utkast")) as document:
        for item in document.objects:
            if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item:
                del item["/ToUnicode"]
        document.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> list[verapdf.Answer]:
    """What veraPDF says of them all, and of one that is spoilt."""
    if lacks := verapdf.missing():
        assert not os.environ.get("CI"), f"the machine lacks {lacks}"
        pytest.skip(f"Uten Java blir ikke PDF-ene prøvd av veraPDF. Maskinen mangler {lacks}. Kjør make setup.")
    files = {name: (flavours, make()) for name, (flavours, make) in DOCUMENTS.items()}
    folder: Path = tmp_path_factory.mktemp("verapdf")
    return verapdf.validate({**files, "ødelagt.pdf": (("2a",), spoilt())}, folder)


def test_no_rule_is_broken(answers: list[verapdf.Answer]):
    assert [one for one in answers if one.rule != "kept" and one.file in DOCUMENTS] == []
    asked = {(one.file, one.flavour) for one in answers if one.rule == "kept" and one.times > 500}
    assert asked == {(name, flavour) for name, (flavours, _) in DOCUMENTS.items() for flavour in flavours}


def test_a_broken_rule_would_have_been_told(answers: list[verapdf.Answer]):
    of_spoilt = [one for one in answers if one.file not in DOCUMENTS]
    assert {one.rule for one in of_spoilt} >= {"6.2.11.7.2-1", "broken"}
