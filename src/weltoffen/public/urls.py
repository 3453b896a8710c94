"""Pages for everyone."""

from django.urls import path

from weltoffen.public import views

app_name = "public"
urlpatterns = [
    path("", views.start, name="start"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("accessibility/feedback/", views.feedback, name="feedback"),
    path("imprint/", views.imprint, name="imprint"),
    path("privacy/", views.privacy, name="privacy"),
    path("p/<slug:slug>/", views.municipality, name="municipality"),
    path("p/<slug:slug>/coat-of-arms/", views.coat_of_arms, name="coat_of_arms"),
]
