from django.urls import path

from linli.faces.resident.reporting import pages, pledges

urlpatterns = [
    path("", pages.reports, name="report-in"),
    path("new/<slug:kind>/", pages.new, name="report-in-new"),
    path("<int:report_in_id>/withdraw/", pages.withdraw, name="report-in-withdraw"),
    path("<int:report_in_id>/deeds/", pages.deed, name="deed"),
    path("<int:report_in_id>/days/", pages.day, name="stay-day"),
    path("<int:report_in_id>/hear/", pages.hear, name="report-in-hear"),
    path("deeds/<int:deed_id>/back/", pages.deed_back, name="deed-back"),
    path("comments/<int:comment_id>/answer/", pages.answer, name="comment-answer"),
    path("pledges/", pledges.pledges, name="pledges"),
    path("pledges/<int:pledge_id>/", pledges.pledge, name="pledge"),
]
