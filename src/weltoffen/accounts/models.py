"""Somebody with an account, and where they are signed in. Which municipalities they belong to is written in the room
after this one.
"""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from weltoffen.accounts.sessions import SessionStore
from weltoffen.foundation import clock


class PersonManager(BaseUserManager["Person"]):
    """Makes and finds people by their e-mail address, whatever its capitals."""

    def create_user(self, email: str, password: str | None = None, *, name: str) -> "Person":
        """A new person; without a password they set one through “forgotten password”."""
        person = self.model(email=self.normalize_email(email), name=name)
        person.set_password(password)
        person.save()
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        """The person with this address."""
        return self.get(email__iexact=username or "")


class Person(AbstractBaseUser):
    """An account: an address to sign in with and a name for others to see."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=clock.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    objects = PersonManager()

    class Meta:
        """An address belongs to one person."""

        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="one_person_per_address")]

    def __str__(self) -> str:
        return self.name


class Session(AbstractBaseSession):
    """A browser that comes back; with a person, who is signed in there. What is known of it is what its owner needs to
    tell it from others: no address, no version.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="+", null=True)
    handle = models.CharField(max_length=12)
    browser = models.CharField(max_length=20)
    system = models.CharField(max_length=20)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        """What reads and writes it."""
        return SessionStore


class Identity(models.Model):
    """A person as a municipality's own sign-in knows them: by a name of its own that never changes hands."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    issuer = models.CharField(max_length=500)
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField(default=clock.now)

    class Meta:
        """One person for a name, one name for a person."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="one_person_per_identity"),
            models.UniqueConstraint(fields=["issuer", "person"], name="one_identity_per_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.issuer}"
