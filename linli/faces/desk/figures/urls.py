from django.urls import path

from linli.faces.desk.figures import circulars, coverage, exclusions, rates

CIRCULAR = "circulars/<str:period>/<int:version>/"

urlpatterns = [
    path("", rates.figures, name="figures"),
    path("coverage/", coverage.coverage, name="coverage"),
    path("coverage/gaps.csv", coverage.as_csv, name="coverage-csv"),
    path("coverage/rule/", coverage.set_rule, name="coverage-rule"),
    path("coverage/rule/<int:to_come>/take-back/", coverage.take_back, name="coverage-take-back"),
    path("circulars/", circulars.circulars, name="circulars"),
    path(CIRCULAR, circulars.circular, name="circular"),
    path(f"{CIRCULAR}circular.docx", circulars.as_document, name="circular-document"),
    path(f"{CIRCULAR}circular.csv", circulars.as_csv, name="circular-csv"),
    path(f"{CIRCULAR}circular.json", circulars.as_json, name="circular-json"),
    path(f"{CIRCULAR}refresh/", circulars.refresh, name="circular-refresh"),
    path(f"{CIRCULAR}issue/", circulars.issue, name="circular-issue"),
    path(f"{CIRCULAR}publish/", circulars.publish, name="circular-publish"),
    path(f"{CIRCULAR}correct/", circulars.correct, name="circular-correct"),
    path("exclusions/", exclusions.exclusions, name="exclusions"),
    path("exclusions/new/", exclusions.ask, name="exclusion-ask"),
    path("exclusions/<int:exclusion_id>/", exclusions.exclusion, name="exclusion"),
    path("exclusions/<int:exclusion_id>/grant/", exclusions.grant, name="exclusion-grant"),
    path("exclusions/<int:exclusion_id>/refuse/", exclusions.refuse, name="exclusion-refuse"),
    path("exclusions/<int:exclusion_id>/evidence/", exclusions.evidence, name="exclusion-evidence"),
]
