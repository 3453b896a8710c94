"""Pages of the room `evaluation`."""

from django.urls import URLPattern

app_name = "evaluation"
urlpatterns: list[URLPattern] = []
