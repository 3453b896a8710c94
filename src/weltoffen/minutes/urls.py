"""Pages of the room `minutes`."""

from django.urls import path

from weltoffen.minutes import views

app_name = "minutes"
urlpatterns = [
    path("", views.page, name="page"),
    path("change/", views.change, name="change"),
    path("agree/", views.agree, name="agree"),
    path("download/<str:ending>/", views.download, name="download"),
]
