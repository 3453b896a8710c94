"""Pages of the room `answers`."""

from django.urls import URLPattern

app_name = "answers"
urlpatterns: list[URLPattern] = []
