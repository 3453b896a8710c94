"""Pages of the catalogue."""

from django.urls import path

from weltoffen.catalogue import views

app_name = "catalogue"
urlpatterns = [
    path("<int:version>/", views.version, name="version"),
]
