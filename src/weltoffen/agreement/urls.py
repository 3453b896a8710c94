"""Pages of the room `agreement`, inside of a round."""

from django.urls import path

from weltoffen.agreement import guests, views

app_name = "agreement"
urlpatterns = [
    path("agreement/", views.overview, name="overview"),
    path("agreement/meeting/", views.meeting, name="meeting"),
    path("agreement/questions/<str:question>/", views.question, name="question"),
    path("agreement/questions/<str:question>/propose/", views.propose_answer, name="propose"),
    path("agreement/questions/<str:question>/reply/", views.reply_to_proposal, name="reply"),
    path("agreement/questions/<str:question>/settle/", views.settle_question, name="settle"),
    path("agreement/questions/<str:question>/take-back/", views.take_agreement_back, name="take_back"),
]
guest_urlpatterns = [path("proposals/", guests.proposals, name="proposals")]
