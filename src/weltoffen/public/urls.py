"""Pages for everyone."""

from django.urls import path

from weltoffen.public import views

app_name = "public"
urlpatterns = [
    path("", views.start, name="start"),
]
