"""Pages of a municipality."""

from django.urls import path

from weltoffen.municipalities import views

app_name = "municipalities"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("<slug:slug>/", views.home, name="home"),
]
