"""Pages of this room."""

from django.urls import path

from weltoffen.privacy import views

app_name = "privacy"
urlpatterns = [
    path("privacy/cookies/", views.cookies, name="cookies"),
    path("privacy/cookies/language/", views.forget_language, name="forget_language"),
    path("account/data/", views.own_data, name="own_data"),
    path("account/data/download/", views.download, name="download"),
    path("account/delete/", views.delete, name="delete"),
]
