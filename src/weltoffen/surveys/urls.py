"""Pages of the room `surveys`: below a round for the people of a municipality, and short links for residents."""

from django.urls import URLPattern, path

from weltoffen.surveys.views import managing, residents, results

app_name = "surveys"
urlpatterns: list[URLPattern] = [
    path("", managing.all_surveys, name="list"),
    path("new/", managing.make, name="make"),
    path("<int:survey>/", managing.survey_home, name="survey"),
    path("<int:survey>/change/", managing.change, name="change"),
    path("<int:survey>/preview/", managing.preview, name="preview"),
    path("<int:survey>/open/", managing.begin, name="open"),
    path("<int:survey>/close/", managing.close, name="close"),
    path("<int:survey>/renew/", managing.renew, name="renew"),
    path("<int:survey>/discard/", managing.discard, name="discard"),
    path("<int:survey>/poster/", managing.poster, name="poster"),
    path("<int:survey>/results/", results.results, name="results"),
    path("<int:survey>/results/<str:ending>/", results.download, name="download"),
]
for_residents: list[URLPattern] = [
    path("<str:key>/", residents.start, name="start"),
    path("<str:key>/questions/", residents.questions, name="questions"),
    path("<str:key>/thanks/", residents.thanks, name="thanks"),
]
