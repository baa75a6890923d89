"""The text of a comment: plain, with paragraphs and line breaks, and the people who are mentioned in it marked."""

import re

from django import template
from django.utils.html import conditional_escape, linebreaks
from django.utils.safestring import SafeString, mark_safe

from review.models import Comment

register = template.Library()


@register.filter
def comment_text(comment: Comment) -> SafeString:
    """Return the text of a comment as HTML, with nothing in it but what is made here."""
    html = linebreaks(comment.text, autoescape=True)
    for name in sorted((str(person) for person in comment.mentioned.all()), key=len, reverse=True):
        shown = re.escape(f"@{conditional_escape(name)}")
        html = re.sub(shown, lambda found: f'<strong class="mention">{found[0]}</strong>', html, flags=re.IGNORECASE)
    return mark_safe(html)
