"""Addresses of a plan's way to KDD, and of what is said of it."""

from django.urls import path

from review import views

PLAN = "<slug:pilot>/<int:year>"
COMMENTS = f"{PLAN}/kommentarer"

urlpatterns = [
    path(f"{PLAN}/send/", views.way, name="way"),
    path(f"{PLAN}/send/svar/<int:pk>/", views.answer, name="answer_asked"),
    path(f"{PLAN}/send/<slug:key>/", views.move, name="move"),
    path(f"{COMMENTS}/", views.comments, name="comments"),
    path(f"{COMMENTS}/ved/<slug:place>/", views.new_comment, name="new_comment"),
    path(f"{COMMENTS}/<int:pk>/svar/", views.answer_comment, name="answer_comment"),
    path(f"{COMMENTS}/<int:pk>/rediger/", views.edit_comment, name="edit_comment"),
    path(f"{COMMENTS}/<int:pk>/lost/", views.resolve_comment, name="resolve_comment"),
    path(f"{COMMENTS}/<int:pk>/apne/", views.reopen_comment, name="reopen_comment"),
    path(f"{COMMENTS}/<int:pk>/slett/", views.remove_comment, name="remove_comment"),
    path(f"{COMMENTS}/<int:pk>/angre/", views.restore_comment, name="restore_comment"),
    path(f"{COMMENTS}/bekreft/<uuid:uid>/", views.confirm_part, name="confirm_part"),
    path(f"{PLAN}/versjoner/", views.versions, name="versions"),
    path(f"{PLAN}/saksdokument.pdf", views.case_document, name="case_document"),
    path(f"{PLAN}/versjoner/sammenlign/", views.compare_versions, name="compare_versions"),
    path(f"{PLAN}/versjoner/<int:number>/", views.version, name="version"),
    path(f"{PLAN}/versjoner/<int:number>/underskrevet/", views.upload_signed, name="upload_signed"),
    path(f"{PLAN}/versjoner/<int:number>/underskrevet/<int:pk>.pdf", views.signed_file, name="signed_file"),
    path(f"{PLAN}/versjoner/<int:number>/<slug:occasion>/<slug:kind>/", views.version_file, name="version_file"),
    path(f"{PLAN}/versjoner/<int:number>/kommunestyre/<slug:party>.zip", views.council_package, name="council_package"),
    path(f"{PLAN}/gjennomgang/", views.examine_plan, name="examine"),
    path(f"{PLAN}/gjennomgang/sett/", views.seen, name="seen"),
    path("kdd/", views.queue, name="queue"),
    path("kdd/piloter/", views.pilots_page, name="all_pilots"),
    path("kdd/piloter.xlsx", views.pilots_xlsx, name="all_pilots_xlsx"),
    path("kdd/piloter.csv", views.pilots_csv, name="all_pilots_csv"),
    path("kdd/utbetalinger/", views.payouts_page, name="payouts"),
    path("kdd/utbetalinger.xlsx", views.payouts_xlsx, name="payouts_xlsx"),
    path("kdd/utbetalinger.csv", views.payouts_csv, name="payouts_csv"),
    path("er-dette-planen/", views.verify_file, name="verify"),
]
