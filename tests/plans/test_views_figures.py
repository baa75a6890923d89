"""A plan's figures, as the pages write them, and their way into texts."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans import services
from plans.models import Answer, Figure, Plan
from plans.roles import Role
from plans.services import UNCHECKED
from plans.services.figures import MAX_BYTES
from tests.factories import give_role, make_plan, make_tiltak, put_status
from tests.pictures import png
from tests.submitting import on_page

pytestmark = pytest.mark.django_db

REFUSED = 422


@pytest.fixture
def draft(by):
    plan = make_plan(delmaal=1)
    give_role(by, Role.PROSJEKTLEDER, pilot=plan.agreement.pilot)
    return plan


@pytest.fixture
def leader(signed_in):
    return signed_in(Role.PROSJEKTLEDER)


def at(plan: Plan, name: str, **more) -> str:
    return reverse(name, kwargs={"pilot": plan.agreement.pilot.slug, "year": plan.year, **more})


def upload(data: bytes, name: str = "kart.png") -> dict[str, object]:
    return {"file": SimpleUploadedFile(name, data), "alt": "Et kart over dalen", "caption": "Kartet"}


def text(response) -> str:
    return " ".join(response.content.decode().split())


def answer(plan: Plan, key: str = "introduksjon") -> str:
    return "".join(Answer.objects.filter(plan=plan, prompt__key=key).values_list("html", flat=True))


def figure_in(html: str, figure: Figure) -> bool:
    return html.endswith(f'<figure data-sha256="{figure.blob_id}"></figure>')


def test_a_figure_is_added_put_into_a_text_described_and_shown(leader, draft):
    services.save_answer(place=draft, key="introduksjon", html="<p>Om dalen.</p>", base=UNCHECKED, by=None)
    response = leader.post(at(draft, "new_figure"), upload(png()))
    figure = draft.figures.get()
    assert (figure.alt, figure.caption) == ("Et kart over dalen", "Kartet")
    place = at(draft, "place_figure", sha256=figure.blob_id)
    assert response["Location"] == place
    assert leader.post(place, {"text": "plan/introduksjon"}).status_code == 302
    assert answer(draft).startswith("<p>Om dalen.</p>")
    assert figure_in(answer(draft), figure)
    address = at(draft, "edit_figure", sha256=figure.blob_id)
    assert leader.post(address, on_page(leader, address) | {"alt": "Et kart over hele dalen"}).status_code == 302
    assert 'alt="Et kart over hele dalen"' in text(leader.get(at(draft, "plan")))
    assert 'alt="Et kart over hele dalen"' in text(leader.get(at(draft, "preview")))
    assert "Står i «" in text(leader.get(at(draft, "figures")))


def test_a_figure_goes_into_the_text_of_a_delmaal_and_a_tiltak(leader, draft):
    figure = services.add_figure(plan=draft, data=png(), alt="Kart", caption="", by=None)
    tiltak = make_tiltak(draft)
    address = at(draft, "place_figure", sha256=figure.blob_id)
    for path, key in ((f"delmaal/{tiltak.delmaal.uid}", "resultater"), (f"tiltak/{tiltak.uid}", "beskrivelse")):
        assert leader.post(address, {"text": f"{path}/{key}"}).status_code == 302
        assert figure_in(answer(draft, key), figure)
    response = leader.post(address, {"text": f"tiltak/{tiltak.uid}/beskrivelse"})
    assert response.context["form"].errors == {"text": ["Figuren står allerede i denne teksten."]}


def test_a_text_with_a_figure_is_still_written_and_the_figure_can_be_moved_in_it(leader, draft):
    figure = services.add_figure(plan=draft, data=png(), alt="Kart", caption="Dalen", by=None)
    services.place_figure(figure=figure, place=draft, key="introduksjon", by=None)
    address = at(draft, "edit_section", key="introduksjon")
    mark = f"[figur {figure.blob_id[:8]}]"
    data = on_page(leader, address)
    assert data["svar-introduksjon"] == mark
    assert f"{mark}</code>" in text(leader.get(address))
    assert leader.post(address, data | {"svar-introduksjon": f"{mark}\r\n\r\nOm dalen."}).status_code == 302
    assert answer(draft) == f'<figure data-sha256="{figure.blob_id}"></figure><p>Om dalen.</p>'
    data = on_page(leader, address) | {"svar-introduksjon": "[figur 00000000]"}
    response = leader.post(address, data)
    assert response.status_code == REFUSED
    assert "Planen har ingen figur [figur 00000000]" in text(response)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"<svg onload=alert(1)>", "ikke et bilde vi kan lese"),
        (b"%PDF-1.7", "ikke et bilde vi kan lese"),
        (png()[:60], "ikke et bilde vi kan lese"),
        (b"", "Filen er tom"),
        (b"\0" * (MAX_BYTES + 1), "Det kan være høyst 8192 kB"),
    ],
)
def test_a_file_that_is_no_picture_is_refused_at_its_field_and_the_words_are_kept(leader, draft, data, sentence):
    response = leader.post(at(draft, "new_figure"), upload(data))
    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (REFUSED, ["file"])
    assert sentence in form.errors["file"][0]
    assert form["alt"].value() == "Et kart over dalen"
    assert not draft.figures.exists()


def test_a_form_that_is_only_asked_for_finds_no_fault(leader, draft):
    assert "Dette må rettes" not in text(leader.get(at(draft, "new_figure")))


def test_a_figure_needs_its_alternative_text_and_is_added_once(leader, draft):
    response = leader.post(at(draft, "new_figure"), upload(png()) | {"alt": " "})
    assert response.context["form"].errors == {"alt": ["En figur må ha en alternativ tekst."]}
    leader.post(at(draft, "new_figure"), upload(png()))
    response = leader.post(at(draft, "new_figure"), upload(png()))
    assert response.context["form"].errors == {"file": ["Planen har allerede denne figuren."]}


def test_a_figure_that_stands_in_a_text_stays_and_another_can_be_put_back(leader, draft):
    figure = services.add_figure(plan=draft, data=png(), alt="Kart", caption="", by=None)
    services.place_figure(figure=figure, place=draft, key="introduksjon", by=None)
    address = at(draft, "remove_figure", sha256=figure.blob_id)
    assert "Ta den ut av teksten først" in text(leader.post(address, follow=True))
    assert draft.figures.exists()
    services.save_answer(place=draft, key="introduksjon", html="", base=UNCHECKED, by=None)
    assert "Figur «Kart» er slettet" in text(leader.post(address, follow=True))
    assert not draft.figures.exists()
    leader.post(at(draft, "put_back", pk=draft.removed.get().pk))
    assert draft.figures.get() == figure


def test_a_collaborator_puts_figures_into_her_own_delmaal_and_no_other(signed_in, plan):
    collaborator = signed_in(Role.MEDARBEIDER)
    figure = plan.figures.all()[0]
    address = at(plan, "place_figure", sha256=figure.blob_id)
    groups = [group for group, _ in collaborator.get(address).context["form"].fields["text"].choices]
    assert groups[0].startswith("Delmål 4")
    assert all(group.startswith(("Delmål 4", "Tiltak 4.")) for group in groups)
    other = plan.delmaal.all()[0]
    response = collaborator.post(address, {"text": f"delmaal/{other.uid}/resultater"})
    assert list(response.context["form"].errors) == ["text"]
    assert "Rediger<" not in text(collaborator.get(at(plan, "figures")))


def test_a_plan_that_is_sent_takes_no_figure(leader, draft):
    put_status(draft, Plan.Status.SENDT)
    assert leader.post(at(draft, "new_figure"), upload(png())).status_code == 403


def test_lists_ask_as_often_for_many_figures_and_texts_as_for_one(leader, draft):
    asked = []
    for number, tiltak in enumerate((1, 30)):
        for place in range(tiltak):
            colour = (number, place, 7)
            figure = services.add_figure(
                plan=draft, data=png(colour=f"rgb{colour}"), alt=f"Kart {colour}", caption="", by=None
            )
            one = make_tiltak(draft, f"Bro {colour}")
            services.place_figure(figure=figure, place=one, key="beskrivelse", by=None)
        counts = []
        for address in (at(draft, "figures"), at(draft, "place_figure", sha256=figure.blob_id)):
            with CaptureQueriesContext(connection) as queries:
                assert leader.get(address).status_code == 200
            counts.append(len(queries))
        asked.append(counts)
    assert asked[0] == asked[1]
