"""The index of the product: each room's pages under its own words."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("weltoffen.public.urls")),
    path("", include("weltoffen.privacy.urls")),
    path("", include("weltoffen.foundation.urls")),
    path("account/", include("weltoffen.accounts.urls")),
    path("m/", include("weltoffen.municipalities.urls")),
    path("m/<slug:slug>/questionnaires/", include("weltoffen.catalogue.urls")),
    path("m/<slug:slug>/departments/", include("weltoffen.departments.urls")),
    path("m/<slug:slug>/rounds/", include("weltoffen.rounds.urls")),
    path("m/<slug:slug>/rounds/<int:number>/", include("weltoffen.assignments.urls")),
    path("m/<slug:slug>/rounds/<int:number>/", include("weltoffen.answers.urls")),
    path("m/<slug:slug>/rounds/<int:number>/", include("weltoffen.evidence.urls")),
    path("m/<slug:slug>/rounds/<int:number>/", include("weltoffen.agreement.urls")),
    path("m/<slug:slug>/evaluations/", include("weltoffen.evaluation.urls")),
    path("m/<slug:slug>/archive/", include("weltoffen.archive.urls")),
]
handler400 = "weltoffen.foundation.views.bad_request"
handler403 = "weltoffen.foundation.views.forbidden"
handler404 = "weltoffen.foundation.views.not_found"
handler500 = "weltoffen.foundation.views.server_error"
