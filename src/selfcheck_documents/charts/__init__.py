"""Charts as SVG with their description and table, for reports and pages: drawn by hand, no dependency."""

from selfcheck_documents.charts.beside import BesideRow, beside_chart
from selfcheck_documents.charts.change import change_chart
from selfcheck_documents.charts.chart import Chart, Table
from selfcheck_documents.charts.distribution import distribution_chart
from selfcheck_documents.charts.gap import gap_chart
from selfcheck_documents.charts.perspectives import Choice, Own, View, perspectives_chart
from selfcheck_documents.charts.profile import goals_chart, profile_chart
from selfcheck_documents.charts.views import ViewsRow, views_chart

__all__ = [
    "BesideRow",
    "Chart",
    "Choice",
    "Own",
    "Table",
    "View",
    "ViewsRow",
    "beside_chart",
    "change_chart",
    "distribution_chart",
    "gap_chart",
    "goals_chart",
    "perspectives_chart",
    "profile_chart",
    "views_chart",
]
