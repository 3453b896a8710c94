"""Pages of the room `evidence`."""

from django.urls import URLPattern, path

from weltoffen.evidence import views

app_name = "evidence"
urlpatterns: list[URLPattern] = [
    path("questions/<str:question>/evidence/", views.overview, name="overview"),
    path("questions/<str:question>/evidence/add/<str:kind>/", views.add, name="add"),
    path("questions/<str:question>/evidence/<int:evidence>/", views.change, name="change"),
    path("questions/<str:question>/evidence/<int:evidence>/confirm/", views.confirm, name="confirm"),
    path("questions/<str:question>/evidence/<int:evidence>/file/", views.file, name="file"),
    path("questions/<str:question>/evidence/<int:evidence>/remove/", views.remove, name="remove"),
]
