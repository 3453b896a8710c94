"""Pages of the room `answers`."""

from django.urls import URLPattern, path

from weltoffen.answers.views import board, fields, guests, questions, spreadsheets, taken

app_name = "answers"
urlpatterns: list[URLPattern] = [
    path("fields/<str:field>/", fields.field, name="field"),
    path("mine/", fields.mine, name="mine"),
    path("taken-over/", taken.unconfirmed, name="unconfirmed"),
    path("board/", board.board, name="board"),
    path("questions/<str:question>/", questions.save, name="save"),
    path("questions/<str:question>/history/", questions.history, name="history"),
    path("spreadsheet/", spreadsheets.spreadsheet, name="spreadsheet"),
    path("spreadsheet/download/", spreadsheets.download, name="download"),
    path("spreadsheet/upload/", spreadsheets.upload, name="upload"),
    path("spreadsheet/<int:upload>/", spreadsheets.preview, name="preview"),
    path("spreadsheet/<int:upload>/discard/", spreadsheets.discard, name="discard"),
]
guest_urlpatterns: list[URLPattern] = [
    path("questions/", guests.questions, name="questions"),
    path("questions/<str:question>/", guests.save, name="save"),
]
