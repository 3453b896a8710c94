"""Pages of the room `rounds`."""

from django.urls import path

from weltoffen.rounds import views

app_name = "rounds"
urlpatterns = [
    path("", views.all_rounds, name="list"),
    path("start/", views.start, name="start"),
    path("<int:number>/", views.overview, name="overview"),
    path("<int:number>/reopen/", views.reopen, name="reopen"),
    path("<int:number>/freeze/", views.freeze, name="freeze"),
]
