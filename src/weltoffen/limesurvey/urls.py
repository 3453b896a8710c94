"""Pages of the room `limesurvey`, inside of a round."""

from django.urls import path

from weltoffen.limesurvey.views import fields, files, responses, start

app_name = "limesurvey"
urlpatterns = [
    path("limesurvey/", start.start, name="start"),
    path("limesurvey/draft/", start.draft, name="draft"),
    path("limesurvey/mappings/", start.read_mapping, name="read_mapping"),
    path("limesurvey/mappings/<int:mapping>/", start.mapping_file, name="mapping_file"),
    path("limesurvey/mappings/<int:mapping>/remove/", start.remove, name="remove"),
    path("limesurvey/files/<int:file>/", files.file, name="file"),
    path("limesurvey/files/<int:file>/fields/<str:field>/", fields.field, name="field"),
    path("limesurvey/files/<int:file>/whose/", responses.whose, name="whose"),
    path("limesurvey/files/<int:file>/left/", files.left_file, name="left"),
    path("limesurvey/files/<int:file>/save/", files.save, name="save"),
    path("limesurvey/files/<int:file>/discard/", files.discard, name="discard"),
]
