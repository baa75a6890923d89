"""A pilot's logo: taken in like a figure, shown, described anew, taken away and put back."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from plans import services
from plans.models import Blob, FieldChange, Logo, Pilot, Plan, Removed
from plans.roles import Role
from plans.services import UNCHECKED, Conflict, field_hash
from plans.services.figures import MAX_BYTES
from plans.services.logos import logo_value
from tests.logos import make_logo
from tests.pictures import png
from tests.submitting import on_page

pytestmark = pytest.mark.django_db
REFUSED = 422


@pytest.fixture
def pilot(plan: Plan) -> Pilot:
    return plan.agreement.pilot


@pytest.fixture
def leader(signed_in):
    return signed_in(Role.PROSJEKTLEDER)


def at(name: str, pilot: Pilot, **more: str) -> str:
    return reverse(name, kwargs={"pilot": pilot.slug, **more})


def upload(data: bytes, name: str = "logo.png") -> dict[str, object]:
    return {"file": SimpleUploadedFile(name, data), "alt": "Fjell og elv"}


def test_a_new_logo_leaves_its_trace_and_the_first_base_is_nothing(pilot, by):
    logo = services.set_logo(pilot=pilot, data=png(), alt="  Fjell   og elv ", base=field_hash([]), by=by)
    assert (logo.alt, logo.blob.media_type) == ("Fjell og elv", "image/png")
    trace = FieldChange.objects.filter(pilot=pilot, path="pilot/logo").get()
    assert (trace.plan, trace.label, trace.after, trace.by) == (None, "Ny logo", "Fjell og elv", by)


def test_a_picture_or_its_words_are_changed_alone(pilot, by):
    logo = make_logo(pilot)
    again = services.set_logo(pilot=pilot, data=None, alt="Bare ord", base=field_hash(logo_value(logo)), by=by)
    assert (again.blob_id, again.alt) == (logo.blob_id, "Bare ord")
    other = services.set_logo(pilot=pilot, data=png(9, 9), alt="Bare ord", base=field_hash(logo_value(again)), by=by)
    assert other.blob_id != logo.blob_id
    assert Logo.objects.count() == 1
    labels = {change.path for change in FieldChange.objects.filter(pilot=pilot, path__startswith="pilot/logo/")}
    assert labels == {"pilot/logo/alt", "pilot/logo/blob"}


def test_two_who_set_it_at_once_do_not_write_over_each_other(pilot, by):
    make_logo(pilot)
    with pytest.raises(Conflict):
        services.set_logo(pilot=pilot, data=png(), alt="Min", base=field_hash([]), by=by)
    services.remove_logo(logo=Logo.objects.get(), by=by)
    with pytest.raises(Conflict):
        services.set_logo(pilot=pilot, data=png(), alt="Min", base=field_hash(["et bilde", "ord"]), by=by)
    assert not Logo.objects.exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (None, "Velg et bilde."),
        (
            b'<svg xmlns="http://www.w3.org/2000/svg"/>',
            "Filen er ikke et bilde vi kan lese. Bruk PNG, JPEG",
        ),
        (b"x" * (MAX_BYTES + 1), "kan være høyst 8192 kB"),
    ],
)
def test_what_is_no_picture_of_ours_is_refused(pilot, data, sentence):
    with pytest.raises(ValidationError, match=sentence):
        services.set_logo(pilot=pilot, data=data, alt="Logo", base=UNCHECKED, by=None)


def test_a_logo_without_words_is_refused(pilot):
    with pytest.raises(ValidationError, match="En logo må ha en alternativ tekst"):
        make_logo(pilot, alt="  ")


def test_a_removed_logo_can_be_put_back_unless_there_is_another(pilot, by):
    entry = services.remove_logo(logo=make_logo(pilot), by=by)
    assert not Logo.objects.exists()
    services.restore(removed=entry, by=by)
    assert Logo.objects.get().alt == "Fjell og elv"
    entry = services.remove_logo(logo=Logo.objects.get(), by=by)
    make_logo(pilot, colour="blue")
    with pytest.raises(ValidationError, match="kan ikke settes tilbake"):
        services.restore(removed=entry, by=by)


# The pages


def test_it_is_set_shown_changed_and_taken_away(leader, pilot):
    own, edit = at("pilot", pilot), at("edit_logo", pilot)
    assert edit in leader.get(own).content.decode()
    assert leader.post(edit, on_page(leader, edit) | upload(png(90, 30))).status_code == 302
    logo = Logo.objects.get(pilot=pilot)
    picture = at("logo_picture", pilot, sha256=logo.blob_id)
    page = leader.get(own).content.decode()
    assert f'src="{picture}"' in page
    assert 'alt="Fjell og elv"' in page
    answer = leader.get(picture)
    assert (answer["Content-Type"], answer.content) == ("image/png", bytes(Blob.objects.get(pk=logo.blob_id).data))
    assert "sandbox" in answer["Content-Security-Policy"]
    # The words alone, and the picture stays.
    assert leader.post(edit, on_page(leader, edit) | {"alt": "Et fjell"}).status_code == 302
    assert Logo.objects.values_list("blob", "alt").get() == (logo.blob_id, "Et fjell")
    # A picture alone, and the words stay.
    assert (
        leader.post(edit, on_page(leader, edit) | {"file": SimpleUploadedFile("b.png", png(8, 8))}).status_code == 302
    )
    now = Logo.objects.get()
    assert (now.blob_id != logo.blob_id, now.alt) == (True, "Et fjell")
    assert leader.get(picture).status_code == 404
    assert leader.post(at("remove_logo", pilot), follow=True).content.decode().count("er slettet") == 1
    assert (Logo.objects.count(), Removed.objects.filter(path="pilot/logo").count()) == (0, 1)


@pytest.mark.parametrize(
    ("sent", "field", "sentence"),
    [
        ({"alt": "Fjell"}, "file", "Velg et bilde."),
        ({"file": b"ingen figur", "alt": "Fjell"}, "file", "Filen er ikke et bilde vi kan lese"),
        ({"file": b"x" * (MAX_BYTES + 1), "alt": "Fjell"}, "file", "kan være høyst"),
        ({"file": png(), "alt": " "}, "alt", "En logo må ha en alternativ tekst."),
    ],
)
def test_a_refusal_stands_at_its_field(leader, pilot, sent, field, sentence):
    files = {"file": SimpleUploadedFile("l.png", sent["file"])} if "file" in sent else {}
    edit = at("edit_logo", pilot)
    response = leader.post(edit, on_page(leader, edit) | sent | files)
    assert response.status_code == REFUSED
    assert sentence in " ".join(response.context["form"].errors[field])
    assert not Logo.objects.exists()


def test_who_saves_after_another_is_told_and_decides(leader, pilot):
    edit = at("edit_logo", pilot)
    seen = on_page(leader, edit)
    make_logo(pilot)
    response = leader.post(edit, seen | upload(png(7, 7)))
    assert response.status_code == REFUSED
    assert "Noen andre har endret dette mens du skrev." in response.context["form"].errors["alt"]
    assert Logo.objects.get().blob.width == 90
