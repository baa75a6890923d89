"""Addresses of files that plans come in: under a pilot, and at KDD, where they are only checked."""

from django.urls import URLPattern, path

from reporting.received import taking_views, views

_OF_FILE = {
    "": (views.received, "received"),
    "side-om-side/": (views.received_source, "received_source"),
    "kontroll/": (views.received_control, "received_control"),
    "fil/": (views.received_file, "received_file"),
    "svar/": (views.answer_received, "answer_received"),
    "plasser/": (views.put_received, "put_received"),
    "stans/": (views.cancel_received, "cancel_received"),
    "les/": (views.read_received, "read_received"),
    "slett/": (views.drop_received, "drop_received"),
}


def _under(room: str) -> list[URLPattern]:
    here = f"{room}/les-inn/"
    return [
        path(here, views.receive, name="receive"),
        *(path(f"{here}<int:pk>/{rest}", view, name=name) for rest, (view, name) in _OF_FILE.items()),
    ]


_PILOT = "<slug:pilot>/les-inn"

urlpatterns = [
    *_under("kdd"),
    *_under("<slug:pilot>"),
    path(f"{_PILOT}/<int:pk>/ta-inn/", taking_views.take_received, name="take_received"),
    path(f"{_PILOT}/tatt-inn/<int:pk>/", taking_views.stored, name="stored"),
    path(f"{_PILOT}/tatt-inn/<int:pk>/angre/", taking_views.undo_stored, name="undo_stored"),
]
