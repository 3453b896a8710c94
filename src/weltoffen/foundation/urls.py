"""Pages of the foundation."""

from django.urls import include, path

from weltoffen.foundation import views

app_name = "foundation"
urlpatterns = [
    path("health/", views.health, name="health"),
    path("i18n/", include("django.conf.urls.i18n")),
]
