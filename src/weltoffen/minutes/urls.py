"""Pages of the room `minutes`: below a workshop its minutes, below an evaluation what was agreed about it."""

from django.urls import URLPattern, path

from weltoffen.minutes import views

app_name = "minutes"
urlpatterns = [
    path("", views.page, name="page"),
    path("change/", views.change, name="change"),
    path("agree/", views.agree, name="agree"),
    path("download/<str:ending>/", views.download, name="download"),
]
for_evaluations: list[URLPattern] = [
    path("", views.agreements, name="page"),
    path("agreements.xlsx", views.agreements_download, name="download"),
]
