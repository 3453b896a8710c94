"""Pages of the room `departments`."""

from django.urls import path

from weltoffen.departments import views

app_name = "departments"
urlpatterns = [
    path("", views.departments, name="list"),
    path("set-up/", views.set_up, name="set_up"),
    path("add/", views.add, name="add"),
    path("invite/", views.invite, name="invite"),
    path("<int:department>/", views.change, name="change"),
    path("<int:department>/end/", views.end, name="end"),
]
