"""Where mail goes, from one environment variable."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from bygdevekst.mail_url import TIMEOUT, mail_settings


@pytest.mark.parametrize(
    ("url", "host", "port", "user", "password", "tls", "ssl"),
    [
        ("mail.example", "mail.example", 25, "", "", False, False),
        ("mail.example:2525", "mail.example", 2525, "", "", False, False),
        ("smtp+tls://ola:p%40ss@mail.example", "mail.example", 587, "ola", "p@ss", True, False),
        ("smtps://mail.example:466", "mail.example", 466, "", "", False, True),
    ],
)
def test_a_url_says_it_all(url, host, port, user, password, tls, ssl):
    found = mail_settings(url)
    assert found.pop("EMAIL_BACKEND").endswith(".smtp.EmailBackend")
    assert found == {
        "EMAIL_HOST": host,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": user,
        "EMAIL_HOST_PASSWORD": password,
        "EMAIL_USE_TLS": tls,
        "EMAIL_USE_SSL": ssl,
        "EMAIL_TIMEOUT": TIMEOUT,
    }


def test_without_one_mail_is_printed():
    assert mail_settings("") == {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}


@pytest.mark.parametrize("url", ["pop3://mail.example", "smtp://", "mail.example:port"])
def test_one_that_cannot_be_is_refused(url):
    with pytest.raises(ImproperlyConfigured):
        mail_settings(url)
