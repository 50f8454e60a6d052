from django.urls import path

from linli.faces.desk.activities import pages, people, teams

urlpatterns = [
    path("", pages.planned, name="activities"),
    path("new/", pages.templates, name="activity-templates"),
    path("new/<slug:template_code>/", pages.new, name="activity-new"),
    path("teams/", teams.teams, name="teams"),
    path("teams/<int:team_id>/end/", teams.end, name="team-end"),
    path("<int:activity_id>/", pages.activity, name="activity"),
    path("<int:activity_id>/change/", pages.change, name="activity-change"),
    path("<int:activity_id>/publish/", pages.publish, name="activity-publish"),
    path("<int:activity_id>/repeat/", pages.repeat, name="activity-repeat"),
    path("<int:activity_id>/call-off/", pages.call_off, name="activity-call-off"),
    path("<int:activity_id>/want/", people.want, name="activity-want"),
    path("<int:activity_id>/confirm/", people.confirm, name="activity-confirm"),
    path("<int:activity_id>/strike/", people.strike, name="activity-strike"),
    path("<int:activity_id>/reveal/", people.reveal, name="activity-reveal"),
]
