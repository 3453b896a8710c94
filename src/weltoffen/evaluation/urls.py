"""Pages of evaluations: the latest, all of a round, one of them with its parts, what of it is public."""

from django.urls import path

from weltoffen.evaluation.views import documents, finishing, publication, reading

ONE = "<int:number>/<int:evaluation>/"

app_name = "evaluation"
urlpatterns = [
    path("", reading.latest, name="latest"),
    path("<int:number>/", documents.all_evaluations, name="list"),
    path("<int:number>/finish/", finishing.finish, name="finish"),
    path("<int:number>/compute/", finishing.compute, name="compute"),
    path(ONE, reading.page, name="page"),
    path(f"{ONE}fields/", reading.fields, name="fields"),
    path(f"{ONE}fields/<str:field>/", reading.field, name="field"),
    path(f"{ONE}questions/", reading.questions, name="questions"),
    path(f"{ONE}method/", reading.method, name="method"),
    path(f"{ONE}why/<str:part>/", reading.why, name="why"),
    path(f"{ONE}documents/", documents.documents, name="documents"),
    path(f"{ONE}report.<slug:ending>", documents.report, name="report"),
    path(f"{ONE}evaluation.json", documents.data, name="data"),
    path(f"{ONE}publication/", publication.publication, name="publication"),
    path(f"{ONE}publication/release/", publication.release, name="release"),
    path(f"{ONE}publication/withdraw/", publication.withdraw, name="withdraw"),
]
