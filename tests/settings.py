"""The portal's settings as the tests and checks use them, so that `pytest` and `mypy` need no environment variables."""

import os

os.environ["DJANGO_TESTING"] = "1"
os.environ["DJANGO_DEBUG"] = ""
os.environ["DJANGO_INSECURE_COOKIES"] = "1"  # the live server speaks plain HTTP
os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")
os.environ.setdefault("DJANGO_SECRET_KEY", "only for tests")

from bygdevekst.settings import *  # noqa: F403

# Nothing is collected before a test: files are served from where they lie.
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
