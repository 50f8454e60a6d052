from django.urls import path

from linli.faces.resident.activities import mine, pages, teams

urlpatterns = [
    path("activities/", pages.activities, name="activities"),
    path("activities/<int:activity_id>/", pages.activity, name="activity"),
    path("activities/shifts/<int:shift_id>/sign-up/", pages.sign_up, name="sign-up"),
    path("activities/shifts/<int:shift_id>/cancel/", pages.cancel, name="sign-up-cancel"),
    path("activities/mine/", mine.mine, name="my-activities"),
    path("activities/mine/<int:signup_id>/", mine.was_there, name="was-there"),
    path("activities/mine/hours.csv", mine.as_csv, name="hours-csv"),
    path("activities/mine/skills/", mine.skills, name="skills"),
    path("activities/teams/", teams.teams, name="teams"),
    path("activities/teams/<int:team_id>/", teams.team, name="team"),
    path("activities/teams/<int:team_id>/join/", teams.join, name="team-join"),
    path("activities/teams/<int:team_id>/leave/", teams.leave, name="team-leave"),
    path("activities/certificates/", mine.own_certificates, name="certificates"),
    path("activities/certificates/<int:certificate_id>/withdraw/", mine.withdraw, name="certificate-withdraw"),
    path("activities/certificates/<int:certificate_id>.pdf", mine.as_pdf, name="certificate-pdf"),
    path("certificates/", mine.check, name="certificate-check"),
    path("certificates/<str:code>/", mine.certificate, name="certificate"),
]
