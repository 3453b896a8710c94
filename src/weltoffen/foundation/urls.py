"""Pages of the foundation."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from weltoffen.foundation import views

app_name = "foundation"
urlpatterns = [
    path("health/", views.health, name="health"),
    path("language/", login_not_required(require_POST(set_language)), name="set_language"),
    path("mail/", views.mailbox, name="mailbox"),
    path("gallery/", views.gallery, name="gallery"),
]
