"""Every kind of field, message, table and mark on a few pages, for the tests and for looking at.

Also a root address table: `ROOT_URLCONF = "tests.site.gallery"` serves the pages with the portal's own settings.
"""

from pathlib import Path

from crispy_forms.bootstrap import AppendedText, InlineRadios
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Button, ButtonHolder, Column, Div, Fieldset, Layout, Row, Submit
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db.models.fields.files import FieldFile
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from budgets.certainty import Certainty

CHOICES = [("vekst", "Vekst"), ("bosetting", "Bosetting"), ("tjenester", "Tjenester")]


class StoredFile(FieldFile):
    """A file that is already there, without a model behind it."""

    def __init__(self) -> None:
        self.file = ContentFile(b"", name="kart.svg")
        self.name = "kart.svg"

    @property
    def url(self) -> str:
        """Where it can be fetched."""
        return "/kart.svg"


class AllFields(forms.Form):
    """One field of every kind the portal uses."""

    title = forms.CharField(label="Tittel", max_length=20, help_text="Kort, slik den skal stå i tabellen.")
    text = forms.CharField(label="Beskrivelse", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    year = forms.IntegerField(label="År", min_value=2020, max_value=2040)
    kroner = forms.CharField(label="Beløp i kroner", widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    theme = forms.ChoiceField(label="Tema", choices=[("", "Velg tema"), *CHOICES])
    agreed = forms.BooleanField(label="Forankret i kommunestyret", help_text="Alle kommunene må ha behandlet saken.")
    phase = forms.ChoiceField(
        label="Fase", choices=CHOICES, widget=forms.RadioSelect, help_text="Hvor langt er tiltaket kommet?"
    )
    certainty = forms.ChoiceField(label="Sikkerhet", choices=CHOICES, widget=forms.RadioSelect, required=False)
    partners = forms.MultipleChoiceField(
        label="Samarbeidsparter", choices=CHOICES, widget=forms.CheckboxSelectMultiple, help_text="Kryss av for alle."
    )
    date = forms.DateField(label="Vedtatt", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    password = forms.CharField(label="Passord", widget=forms.PasswordInput)
    email = forms.EmailField(label="E-post")
    figure = forms.FileField(label="Figur", help_text="PNG, JPEG eller SVG, høyst 5 MB.", required=False)
    chart = forms.FileField(label="Vedlegg")
    base = forms.CharField(widget=forms.HiddenInput, initial="sha256")

    def clean(self) -> None:
        """Always add an error that belongs to no field."""
        self.add_error(None, "Tiltaket må ha enten en hovedansvarlig eller et notat om hvorfor ikke.")

    @property
    def helper(self) -> FormHelper:
        """The whole layout vocabulary."""
        helper = FormHelper()
        helper.layout = Layout(
            "title",
            "text",
            Fieldset("Penger og tid", Row(Column("year"), Column(AppendedText("kroner", "kr"))), "theme", "date"),
            Div("agreed", "phase", InlineRadios("certainty"), "partners"),
            Fieldset("Konto", "email", "password"),
            "figure",
            "chart",
            "base",
            ButtonHolder(
                Submit("save", "Lagre"), Button("preview", "Vis"), HTML('<a class="ds-link" href="/">Avbryt</a>')
            ),
        )
        return helper


class LineForm(forms.Form):
    """An amount of one source."""

    kroner = forms.IntegerField(label="Beløp", help_text="Hele kroner.")
    note = forms.CharField(label="Merknad", required=False)
    base = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def legend(self) -> str:
        """The first row has a name of its own; the others are numbered."""
        return "Egenandel" if str(self.prefix).endswith("-0") else ""


Lines = forms.formset_factory(LineForm, extra=0, can_delete=True)
LINES = [{"kroner": 315000}, {"kroner": 87000}]

PAGE = """{% extends "base.html" %}{% load crispy_forms_tags %}
{% block title %}Galleri{% endblock %}
{% block main %}<div class="reading flow"><h1 class="ds-heading" data-size="lg">Galleri</h1>
{% if form %}{% crispy form %}{% else %}{% crispy formset helper %}{% endif %}</div>{% endblock %}"""


SAMPLE_PLAN = Path(__file__).with_name("sample_plan.html").read_text(encoding="utf-8")
# One delmål per certainty: name, kroner, the word in the data and the word people read.
SAMPLE_ROWS = [
    (f"Delmål med et {certainty.label} beløp", 890000 * 5**place, certainty.value, certainty.label)
    for place, certainty in enumerate(Certainty)
]


def show(request: HttpRequest, source: str, **context: object) -> HttpResponse:
    """Render a page given as text, with everything the portal's own pages get."""
    return HttpResponse(engines["django"].from_string(source).render(context, request))


def form_page(request: HttpRequest) -> HttpResponse:
    """All fields; POST shows them with their errors."""
    for level in (messages.success, messages.info, messages.warning, messages.error):
        level(request, "Tiltaket er lagret. Summen for delmålet er endret.")
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = AllFields(data, files, initial={"figure": StoredFile()})
    return show(request, PAGE, form=form, breadcrumbs=[("Mine planer", "/"), ("Galleri", None)])


def formset_page(request: HttpRequest, shape: str) -> HttpResponse:
    """A formset as named groups («grupper») or as a table («tabell»)."""
    helper = FormHelper()
    helper.add_input(Submit("save", "Lagre"))
    if shape == "tabell":
        helper.template = "designsystemet/table_inline_formset.html"
        helper.table_name = "Beløp"
    formset = Lines(request.POST or None, initial=LINES)
    return show(request, PAGE, formset=formset, helper=helper)


def plan_page(request: HttpRequest) -> HttpResponse:
    """The three columns of a plan, a table of money and every mark."""
    return show(request, SAMPLE_PLAN, rows=SAMPLE_ROWS, breadcrumbs=[("Mine planer", "/"), ("2025", None)])


def refused(request: HttpRequest) -> HttpResponse:
    """Something this person may not do."""
    raise PermissionDenied("Planen er låst mens KDD behandler den.")


def broken(request: HttpRequest) -> HttpResponse:
    """A mistake of ours."""
    raise RuntimeError("a mistake of ours")


urlpatterns = [
    path("", form_page, name="front"),
    path("rader/<slug:shape>/", formset_page, name="formset"),
    path("plan/", plan_page, name="sample_plan"),
    path("nektet/", refused),
    path("feil/", broken),
    path("konto/", include("plans.account_urls")),
]
