"""Pages of the room `live`: the console below a workshop, the stage by its key, and what guests see by a code."""

from django.urls import URLPattern, path

from weltoffen.live.views import agreeing, console, ending, ideas, paper, phone, stage

app_name = "live"
urlpatterns: list[URLPattern] = [
    path("", console.console, name="console"),
    path("begin/", console.begin, name="begin"),
    path("end/", ending.end, name="end"),
    path("over/", ending.start_over, name="start_over"),
    path("do/", console.act, name="act"),
    path("ideas/", ideas.ideas, name="ideas"),
    path("paper/<int:poll>/", paper.paper, name="paper"),
    path("paper/<int:poll>/<int:count>/remove/", paper.remove_pile, name="remove_pile"),
    path("outlines/", agreeing.outlines, name="outlines"),
    path("outlines/<int:outline>/", agreeing.change_outline, name="outline"),
    path("outlines/<int:outline>/remove/", agreeing.remove_outline, name="remove_outline"),
    path("notes/<int:item>/", agreeing.note, name="note"),
]
for_guests: list[URLPattern] = [
    path("", phone.code, name="code"),
    path("<str:code>/", phone.home, name="home"),
    path("<str:code>/join/", phone.join, name="join"),
    path("<str:code>/group/", phone.group, name="group"),
    path("<str:code>/now/", phone.present, name="now"),
    path("<str:code>/privacy/", phone.privacy, name="privacy"),
    path("<str:code>/vote/<int:poll>/", phone.vote, name="vote"),
    path("<str:code>/idea/<int:poll>/", phone.idea, name="idea"),
]
for_stage: list[URLPattern] = [
    path("<str:key>/", stage.stage, name="stage"),
]
