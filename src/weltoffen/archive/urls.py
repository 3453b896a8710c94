"""Pages of the room `archive`."""

from django.urls import path

from weltoffen.archive import views

app_name = "archive"
urlpatterns = [
    path("", views.page, name="page"),
    path("download/", views.download, name="download"),
]
