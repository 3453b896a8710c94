"""Pages of the room `limesurvey`, inside of a round."""

from django.urls import path

from weltoffen.limesurvey import views

app_name = "limesurvey"
urlpatterns = [
    path("limesurvey/", views.start, name="start"),
    path("limesurvey/draft/", views.draft, name="draft"),
    path("limesurvey/mappings/", views.read_mapping, name="read_mapping"),
    path("limesurvey/mappings/<int:mapping>/", views.mapping_file, name="mapping_file"),
    path("limesurvey/mappings/<int:mapping>/remove/", views.remove, name="remove"),
    path("limesurvey/files/<int:file>/", views.file, name="file"),
    path("limesurvey/files/<int:file>/fields/<str:field>/", views.field, name="field"),
    path("limesurvey/files/<int:file>/whose/", views.whose, name="whose"),
    path("limesurvey/files/<int:file>/left/", views.left_file, name="left"),
    path("limesurvey/files/<int:file>/save/", views.save, name="save"),
    path("limesurvey/files/<int:file>/discard/", views.discard, name="discard"),
]
