"""Pages of joint rounds: below a round for both sides, below the municipality where a town answers."""

from django.urls import path

from weltoffen.joint.views import county, page, town

ROUND = "rounds/<int:number>/joint/"

app_name = "joint"
urlpatterns = [
    path(ROUND, page.page, name="page"),
    path(f"{ROUND}invite/", county.invite, name="invite"),
    path(f"{ROUND}<int:partner>/end/", county.end, name="end"),
    path("joint/<int:partner>/", town.invitation, name="invitation"),
    path("joint/<int:partner>/decline/", town.decline, name="decline"),
    path("joint/<int:partner>/leave/", town.leave, name="leave"),
    path("joint/<int:partner>/seen-by/", town.seen_by, name="seen_by"),
]
