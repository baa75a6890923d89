"""The portal's settings as in production, without what needs a certificate or collected files."""

import os

os.environ["DJANGO_TESTING"] = "1"  # files are served from where they lie
os.environ["DJANGO_DEBUG"] = ""
os.environ["DJANGO_INSECURE_COOKIES"] = "1"  # plain HTTP to this machine alone
os.environ["DJANGO_ALLOWED_HOSTS"] = "127.0.0.1"

from bygdevekst.settings import *  # noqa: F403

ROOT_URLCONF = "bench.site.urls"
# Nothing is collected before a measurement.
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
