"""How often pages for everyone were opened: counts, and nothing that a person could be told from."""

from typing import ClassVar

from django.db import models


class PageCount(models.Model):
    """How often one kind of page was opened on one day in one language, by those who chose to be counted."""

    day = models.DateField()
    page = models.CharField(max_length=80)
    language = models.CharField(max_length=10)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        """Oldest first; one row for a day, a page and a language."""

        ordering: ClassVar = ["day", "page", "language"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["day", "page", "language"], name="one_count_of_a_page")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.page} ({self.language}): {self.count}"
