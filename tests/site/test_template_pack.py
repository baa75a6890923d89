"""Forms as they are drawn: each field with its name, its description and its errors, for eye and ear alike."""

import pytest
from django import forms
from django.template import engines

from tests.site.gallery import LINES
from tests.site.pages import Page, text

pytestmark = pytest.mark.urls("tests.site.gallery")

FORMSET = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "form-0-kroner": "315000", "form-1-kroner": ""}


@pytest.fixture
def fresh(client) -> Page:
    return Page.of(client.get("/").content)


@pytest.fixture
def refused(client) -> Page:
    return Page.of(client.post("/", {"year": "1999", "theme": "<b>ukjent</b>"}).content)


@pytest.fixture
def groups(client) -> Page:
    return Page.of(client.post("/rader/grupper/", FORMSET).content)


@pytest.fixture
def table(client) -> Page:
    return Page.of(client.post("/rader/tabell/", FORMSET).content)


def draw(source: str, **context: object) -> Page:
    """Draw a form with a template of its own."""
    return Page.of(engines["django"].from_string("{% load crispy_forms_tags %}" + source).render(context))


@pytest.mark.parametrize("shown", ["fresh", "refused", "groups", "table"])
def test_every_control_has_one_name_and_no_other_has_it(shown, request):
    page = request.getfixturevalue(shown)
    names = [page.name(control) for control in page.controls]
    assert len(names) >= 6
    assert all(names)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("shown", ["fresh", "refused", "groups", "table"])
def test_ids_are_unique_and_every_reference_has_its_goal(shown, request):
    page = request.getfixturevalue(shown)
    ids = [element.get("id") for element in page.find("//*[@id]")]
    assert len(set(ids)) == len(ids)
    references = [name for value in page.find("//@aria-describedby | //@aria-labelledby") for name in value.split()]
    assert references
    assert set(references) | set(page.find("//label/@for")) <= set(ids)


def test_the_description_belongs_to_the_field(fresh):
    assert fresh.description(fresh.by_id("id_title")) == "Kort, slik den skal stå i tabellen."
    assert fresh.description(fresh.by_id("id_figure")) == "PNG, JPEG eller SVG, høyst 5 MB."
    phase = fresh.one("//fieldset[legend[contains(., 'Fase')]]")
    assert fresh.description(phase) == "Hvor langt er tiltaket kommet?"


def test_only_what_may_be_left_out_says_so(fresh):
    optional = {text(label).removesuffix(" (valgfritt)") for label in fresh.find("//*[span[@class='field-optional']]")}
    assert optional == {"Beskrivelse", "Sikkerhet", "Figur"}


def test_a_fresh_form_has_no_errors(fresh):
    assert not fresh.find("//*[@aria-invalid]")
    assert not fresh.find("//*[contains(@class, 'error')]")


def test_an_error_stands_at_its_field_and_is_read_with_it(refused):
    year = refused.by_id("id_year")
    assert year.get("aria-invalid") == "true"
    assert refused.description(year) == "Verdien må være større enn eller lik 2020."
    title = refused.by_id("id_title")
    assert refused.description(title) == "Kort, slik den skal stå i tabellen. Feltet er påkrevet."
    phase = refused.one("//fieldset[legend[contains(., 'Fase')]]")
    assert refused.description(phase) == "Hvor langt er tiltaket kommet? Feltet er påkrevet."
    chart = refused.by_id("id_chart")
    assert refused.description(chart) == "Feltet er påkrevet."
    # What may be left out was left out.
    assert refused.by_id("id_text").get("aria-invalid") is None


def test_the_error_summary_leads_to_every_field_with_an_error(refused):
    summary = refused.one("//div[contains(@class, 'ds-error-summary')]")
    assert summary.get("tabindex") == "-1"
    items = [text(item) for item in summary.iterfind(".//li")]
    assert items[0] == "Tiltaket må ha enten en hovedansvarlig eller et notat om hvorfor ikke."
    assert "År: Verdien må være større enn eller lik 2020." in items
    goals = [refused.by_id(link.get("href").removeprefix("#")) for link in summary.iterfind(".//a")]
    assert [goal.get("name") for goal in goals] == [
        "title",
        "year",
        "kroner",
        "theme",
        "agreed",
        "phase",
        "partners",
        "date",
        "password",
        "email",
        "chart",
    ]
    assert all(goal.get("aria-invalid") == "true" for goal in goals)


def test_what_a_person_typed_is_never_markup(refused):
    assert not refused.find("//main//b")
    assert "<b>ukjent</b>" in text(refused.one("//div[contains(@class, 'ds-error-summary')]"))


def test_the_choices_of_a_group_keep_their_own_labels(fresh):
    names = [fresh.name(control) for control in fresh.find("//input[@name='phase']")]
    assert names == ["Fase: Vekst", "Fase: Bosetting", "Fase: Tjenester"]


def test_what_was_chosen_stays_chosen(client):
    page = Page.of(client.post("/", {"phase": "bosetting", "partners": ["vekst", "tjenester"], "agreed": "on"}).content)
    checked = [(control.get("name"), control.get("value")) for control in page.find("//input[@checked]")]
    assert checked == [("agreed", None), ("phase", "bosetting"), ("partners", "vekst"), ("partners", "tjenester")]


def test_hidden_fields_are_sent_and_not_seen(fresh):
    hidden = fresh.one("//input[@name='base']")
    assert hidden.get("type") == "hidden"
    assert not fresh.find("//label[@for='id_base']")


def test_a_stored_file_is_linked_and_can_be_removed(fresh):
    assert fresh.one("//main//a[@href='/kart.svg']").text == "kart.svg"
    clear = fresh.one("//input[@name='figure-clear']")
    assert clear.get("type") == "checkbox"
    assert fresh.name(clear) == "Fjern"


def test_the_layout_words_become_groups_rows_and_buttons(fresh):
    assert [text(legend) for legend in fresh.find("//legend[@class='form-legend']")] == ["Penger og tid", "Konto"]
    row = fresh.one("//div[@class='form-row']")
    assert [control.get("name") for control in row.xpath(".//input")] == ["year", "kroner"]
    affix = fresh.one("//span[@class='ds-field-affix']")
    assert (affix.text, affix.get("aria-hidden")) == ("kr", "true")
    buttons = fresh.find("//main//button")
    assert [(text(button), button.get("type"), button.get("data-variant")) for button in buttons] == [
        ("Lagre", "submit", None),
        ("Vis", "button", "secondary"),
    ]


def test_the_form_can_carry_files_and_holds_its_token(fresh):
    form = fresh.one("//main//form")
    assert form.get("enctype") == "multipart/form-data"
    assert form.get("method") == "post"
    assert fresh.one("//main//input[@name='csrfmiddlewaretoken']").get("value")


@pytest.mark.parametrize("shown", ["groups", "table"])
def test_rows_are_named_in_labels_and_errors(shown, request):
    rows = request.getfixturevalue(shown)
    names = {control.get("name"): rows.name(control) for control in rows.controls}
    assert "Egenandel" in names["form-0-kroner"]
    assert "rad 2" in names["form-1-kroner"].lower()
    summary = rows.one("//div[contains(@class, 'ds-error-summary')]")
    assert [text(link) for link in summary.iterfind(".//a")] == ["Rad 2, Beløp: Feltet er påkrevet."]
    assert rows.description(rows.by_id("id_form-1-kroner")).endswith("Feltet er påkrevet.")


@pytest.mark.parametrize("shown", ["groups", "table"])
def test_every_row_sends_its_hidden_fields(shown, request):
    rows = request.getfixturevalue(shown)
    hidden = [control.get("name") for control in rows.find("//main//input[@type='hidden']")]
    assert {"form-TOTAL_FORMS", "form-0-base", "form-1-base"} <= set(hidden)
    assert len(LINES) == len([name for name in hidden if name.endswith("-base")])


def test_a_hidden_label_is_still_a_label():
    class Search(forms.Form):
        words = forms.CharField(label="Søk")

    page = draw("{{ form.words|as_crispy_field }}", form=Search())
    assert page.name(page.by_id("id_words")) == "Søk"
    page = draw("{% include 'designsystemet/field.html' with field=form.words form_show_labels=False %}", form=Search())
    assert "ds-sr-only" in page.one("//label").get("class")
    assert page.name(page.by_id("id_words")) == "Søk"


def test_the_filter_draws_what_the_tag_draws():
    class Two(forms.Form):
        first = forms.CharField(label="Fra")
        last = forms.CharField(label="Til", help_text="Året ut.")

    page = draw("{{ form|crispy }}", form=Two({"first": ""}))
    assert [page.name(control) for control in page.controls] == ["Fra", "Til"]
    assert page.description(page.by_id("id_last")) == "Året ut. Feltet er påkrevet."
    assert len(page.find("//div[contains(@class, 'ds-error-summary')]//a")) == 2


def test_decimals_in_attributes_keep_their_point():
    class Share(forms.Form):
        part = forms.ChoiceField(
            label="Andel", choices=[(0.5, "Halv"), (1, "Hel")], widget=forms.RadioSelect(attrs={"data-step": 0.5})
        )

    page = draw("{{ form|crispy }}", form=Share())
    assert [control.get("value") for control in page.controls] == ["0.5", "1"]
    assert page.controls[0].get("data-step") == "0.5"


@pytest.mark.parametrize("address", ["/", "/rader/grupper/", "/rader/tabell/", "/plan/", "/konto/glemt-passord/"])
def test_pages_hold_no_inline_style_or_script(client, address):
    page = Page.of(client.get(address).content)
    assert page.one("//html").get("lang") == "nb"
    assert not page.find("//@style | //style | //script[not(@src)]")
    assert not [name for element in page.root.iter() for name in element.attrib if name.startswith("on")]
