"""Pages of the room `assignments`, inside of a round."""

from django.urls import path

from weltoffen.assignments import views

app_name = "assignments"
urlpatterns = [
    path("assignments/", views.overview, name="overview"),
    path("assignments/propose/", views.propose, name="propose"),
    path("assignments/fields/<slug:field>/", views.field, name="field"),
]
