"""Addresses of the pages that show a plan, and of its documents."""

from django.urls import path

from reporting import control_views, front_views, panel_views, views, workbook_views
from reporting.download_views import download, pdf_progress, workers
from reporting.received.urls import urlpatterns as received

urlpatterns = [
    path("", front_views.front, name="front"),
    path("forvaltning/arbeidere/", workers, name="workers"),
    *received,
    path("<slug:pilot>/<int:year>/", views.plan_page, name="plan"),
    path("<slug:pilot>/<int:year>/budsjett/", views.budget_page, name="budget"),
    path("<slug:pilot>/<int:year>/budsjett/les-inn/", workbook_views.read_workbook, name="read_workbook"),
    path("<slug:pilot>/<int:year>/budsjett/les-inn/<int:pk>/", workbook_views.workbook, name="workbook"),
    path(
        "<slug:pilot>/<int:year>/budsjett/les-inn/<int:pk>/angre/", workbook_views.undo_workbook, name="undo_workbook"
    ),
    path(
        "<slug:pilot>/<int:year>/budsjett/les-inn/<int:pk>/slett/", workbook_views.drop_workbook, name="drop_workbook"
    ),
    path("<slug:pilot>/<int:year>/tall/", views.figures_of_the_year, name="figures_of_the_year"),
    path("<slug:pilot>/<int:year>/kontroll/", control_views.control_page, name="control"),
    path("<slug:pilot>/<int:year>/kontroll/ved/<slug:place>/", control_views.findings_beside, name="findings_beside"),
    path("<slug:pilot>/<int:year>/kontroll/la-sta/", control_views.acknowledge_finding, name="acknowledge_finding"),
    path("<slug:pilot>/<int:year>/kontroll/<int:pk>/angre/", control_views.withdraw_finding, name="withdraw_finding"),
    path("<slug:pilot>/<int:year>/mangler/", views.missing_page, name="missing"),
    path("<slug:pilot>/<int:year>/ved/<slug:place>/", panel_views.beside, name="beside"),
    path("<slug:pilot>/<int:year>/ved/<slug:place>/<slug:panel>/", panel_views.beside, name="beside_panel"),
    path("<slug:pilot>/<int:year>/endringer/", views.changes_page, name="changes"),
    path("<slug:pilot>/<int:year>/tiltak/<uuid:uid>/", views.tiltak_address, name="tiltak"),
    path("<slug:pilot>/<int:year>/tiltak/<int:delmaal>.<int:number>/", views.tiltak_by_number, name="tiltak_by_number"),
    path("<slug:pilot>/<int:year>/forhandsvisning/", views.preview, name="preview"),
    path("<slug:pilot>/<int:year>/figur/<str:sha256>/", views.figure, name="figure"),
    path("<slug:pilot>/<int:year>/handlingsplan.pdf", download, {"format": "pdf"}, name="download_pdf"),
    path("<slug:pilot>/<int:year>/pdf/", pdf_progress, name="pdf_progress"),
    path("<slug:pilot>/<int:year>/budsjett.xlsx", download, {"format": "xlsx"}, name="download_xlsx"),
    path("<slug:pilot>/<int:year>/handlingsplan.docx", download, {"format": "docx"}, name="download_docx"),
    path("<slug:pilot>/<int:year>/handlingsplan.json", download, {"format": "json"}, name="download_json"),
]
