"""Pages of the room `workshops`."""

from django.urls import path

from weltoffen.workshops.views import agenda, items, pages, papers, participants, proposal, templates

app_name = "workshops"
urlpatterns = [
    path("", pages.all_workshops, name="list"),
    path("new/", pages.new, name="new"),
    path("<int:workshop>/", pages.home, name="workshop"),
    path("<int:workshop>/change/", pages.change, name="change"),
    path("<int:workshop>/discard/", pages.discard, name="discard"),
    path("<int:workshop>/proposal/", proposal.proposal, name="proposal"),
    path("<int:workshop>/agenda/", agenda.agenda, name="agenda"),
    path("<int:workshop>/agenda/restore/", agenda.restore, name="restore"),
    path("<int:workshop>/agenda/add/", items.add, name="add"),
    path("<int:workshop>/agenda/add/<str:activity>/", items.add_one, name="add_one"),
    path("<int:workshop>/agenda/<int:item>/", items.item, name="item"),
    path("<int:workshop>/templates/", templates.templates, name="templates"),
    path("<int:workshop>/papers/", papers.papers, name="papers"),
    path("<int:workshop>/papers/<slug:paper_name>.pdf", papers.paper_file, name="paper"),
    path("<int:workshop>/participants/", participants.participants, name="participants"),
    path("<int:workshop>/participants/groups/<int:group>/remove/", participants.remove, name="remove_group"),
]
