"""The index of the product: each room's pages under its own words."""

from django.urls import URLPattern, URLResolver, include, path

from weltoffen.agreement.urls import guest_urlpatterns as agreement_pages
from weltoffen.answers.urls import guest_urlpatterns as answering_pages
from weltoffen.contributors.urls import guest_urlpatterns as contributors_pages
from weltoffen.invitations.urls import for_everybody
from weltoffen.invitations.urls import for_guests as for_invited
from weltoffen.live.urls import for_guests, for_stage
from weltoffen.minutes.urls import for_evaluations
from weltoffen.reminders.urls import for_receivers
from weltoffen.surveys.urls import for_residents

# What a personal link opens: pages of the room `contributors`, and of the rooms where guests do something.
behind_links = [*contributors_pages, *answering_pages, *agreement_pages]
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
    path("m/<slug:slug>/rounds/<int:number>/", include("weltoffen.contributors.urls")),
    path("m/<slug:slug>/rounds/<int:number>/", include("weltoffen.answers.urls")),
    path("m/<slug:slug>/rounds/<int:number>/", include("weltoffen.limesurvey.urls")),
    path("m/<slug:slug>/rounds/<int:number>/", include("weltoffen.evidence.urls")),
    path("m/<slug:slug>/rounds/<int:number>/", include("weltoffen.agreement.urls")),
    path("with/<str:token>/", include((behind_links, "guest"))),
    path("m/<slug:slug>/rounds/<int:number>/", include("weltoffen.reminders.urls")),
    path("reminders/", include((for_receivers, "receivers"))),
    path("m/<slug:slug>/rounds/<int:number>/surveys/", include("weltoffen.surveys.urls")),
    path("s/", include((for_residents, "residents"))),
    path("m/<slug:slug>/evaluations/", include("weltoffen.evaluation.urls")),
    path(
        "m/<slug:slug>/evaluations/<int:number>/<int:evaluation>/agreements/", include((for_evaluations, "agreements"))
    ),
    path("m/<slug:slug>/", include("weltoffen.joint.urls")),
    path("m/<slug:slug>/workshops/<int:workshop>/", include("weltoffen.invitations.urls")),
    path("i/<str:token>/", include((for_invited, "invited"))),
    path("p/<slug:slug>/events/", include((for_everybody, "events"))),
    path("m/<slug:slug>/workshops/<int:workshop>/console/", include("weltoffen.live.urls")),
    path("m/<slug:slug>/workshops/<int:workshop>/minutes/", include("weltoffen.minutes.urls")),
    path("w/", include((for_guests, "phone"))),
    path("stage/", include((for_stage, "stage"))),
    path("m/<slug:slug>/workshops/", include("weltoffen.workshops.urls")),
    path("m/<slug:slug>/archive/", include("weltoffen.archive.urls")),
]
handler400 = "weltoffen.foundation.views.bad_request"
handler403 = "weltoffen.foundation.views.forbidden"
handler404 = "weltoffen.foundation.views.not_found"
handler500 = "weltoffen.foundation.views.server_error"
