"""What Django's admin draws, in words."""

import re

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_ICON = re.compile(r'<img src="[^"]*icon-(yes|no|unknown)\.svg" alt="[^"]*">')
_WORDS = {"yes": "ja", "no": "nei", "unknown": "–"}


@register.filter
def words(html: object) -> object:
    """Return what Django has drawn with «ja» and «nei» for its pictures, which are named in English.

    Only of what is HTML already: a text that looks like such a picture has been escaped, and stays as it is.
    """
    if not isinstance(html, SafeString):
        return html
    return mark_safe(_ICON.sub(lambda icon: _WORDS[icon.group(1)], html))
